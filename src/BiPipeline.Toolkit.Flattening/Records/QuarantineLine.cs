using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes a line of the quarantine zone: the reason and the record, readable as input again.</summary>
sealed class QuarantineLine
{
    readonly ReusableBuffer _line = new();
    readonly ReusableBuffer _record = new();

    /// <summary>The line.</summary>
    internal ReadOnlySpan<byte> Bytes => _line.Written;

    /// <summary>The record's bytes as its identity is made of them: minified when well-formed.</summary>
    internal ReadOnlySpan<byte> Record => _record.Written;

    /// <summary>Whether the record is a well-formed JSON object.</summary>
    internal bool IsWellFormed { get; private set; }

    /// <summary>Writes the line of a record whose bytes may be kept.</summary>
    internal void Write(Fault fault, int offset, ReadOnlySpan<byte> record)
    {
        Begin(fault, offset);
        _record.Clear();
        IsWellFormed = TryMinify(record);
        if (IsWellFormed)
        {
            _line.Add(",\"record\":"u8);
            _line.Add(_record.Written);
        }
        else if (Utf8.IsValid(record))
        {
            _record.Add(record);
            _line.Add(",\"record\":\""u8);
            WriteEscaped(record);
            _line.Add((byte)'"');
        }
        else
        {
            _record.Add(record);
            _line.Add(",\"record_base64\":\""u8);
            Base64.EncodeToUtf8(record, _line.GetSpan(Base64.GetMaxEncodedToUtf8Length(record.Length)), out _, out var written);
            _line.Advance(written);
            _line.Add((byte)'"');
        }
        _line.Add((byte)'}');
    }

    /// <summary>Writes the line of a record that policies protect but that can't be read: what it was is told by length and hash only.</summary>
    internal void WriteWithheld(Fault fault, int offset, ReadOnlySpan<byte> record)
    {
        Begin(fault, offset);
        IsWellFormed = false;
        _record.Clear();
        _record.Add(record);
        _line.Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"length\":{record.Length},\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(record))}\"}}")));
    }

    void Begin(Fault fault, int offset)
    {
        _line.Clear();
        _line.Add("{\"reason\":\""u8);
        _line.Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{FaultText.Of(fault)} (byte {offset})")));
        _line.Add((byte)'"');
    }

    bool TryMinify(ReadOnlySpan<byte> record)
    {
        var scanner = new JsonScanner(record, 0);
        if (record is not [(byte)'{', ..] || !Utf8.IsValid(record) || !scanner.SkipValue() || !scanner.AtEnd) { return false; }
        if (scanner.SawWhiteSpace) { JsonMinifier.Minify(record, _record); }
        else { _record.Add(record); }
        return true;
    }

    void WriteEscaped(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            switch (value)
            {
                case (byte)'"' or (byte)'\\':
                    _line.Add((byte)'\\');
                    _line.Add(value);
                    break;
                case < (byte)' ':
                    _line.Add("\\u00"u8);
                    Convert.TryToHexStringLower([value], _line.GetSpan(2), out var digits);
                    _line.Advance(digits);
                    break;
                default:
                    _line.Add(value);
                    break;
            }
        }
    }
}
