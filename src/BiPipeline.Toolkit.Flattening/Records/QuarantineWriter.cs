using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes lines of the quarantine zone. Each line is valid until the next write.</summary>
sealed class QuarantineWriter
{
    readonly ReusableBuffer _line = new();
    readonly ReusableBuffer _minified = new();

    /// <summary>Writes the line of a record whose bytes may be kept.</summary>
    internal QuarantineLine Write(RecordError error, int offset, ReadOnlySpan<byte> record)
    {
        Begin(error, offset);
        var isWellFormed = TryMinify(ref record);
        if (isWellFormed)
        {
            _line.Add(",\"record\":"u8);
            _line.Add(record);
        }
        else if (Utf8.IsValid(record))
        {
            _line.Add(",\"record\":\""u8);
            WriteEscaped(record);
            _line.Add((byte)'"');
        }
        else
        {
            _line.Add(",\"record_base64\":\""u8);
            Base64.EncodeToUtf8(record, _line.GetSpan(Base64.GetMaxEncodedToUtf8Length(record.Length)), out _, out var written);
            _line.Advance(written);
            _line.Add((byte)'"');
        }
        _line.Add((byte)'}');
        return new(_line.Written, record, isWellFormed);
    }

    /// <summary>Writes the line of an unreadable record under policies: only its length and its hash are kept.</summary>
    internal QuarantineLine WriteWithheld(RecordError error, int offset, ReadOnlySpan<byte> record)
    {
        Begin(error, offset);
        var hash = Convert.ToHexStringLower(SHA256.HashData(record));
        var rest = string.Create(CultureInfo.InvariantCulture, $",\"length\":{record.Length},\"sha256\":\"{hash}\"}}");
        _line.Add(Encoding.UTF8.GetBytes(rest));
        return new(_line.Written, record, isWellFormed: false);
    }

    void Begin(RecordError error, int offset)
    {
        _line.Clear();
        _line.Add("{\"reason\":\""u8);
        _line.Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{RecordErrorText.Of(error)} (byte {offset})")));
        _line.Add((byte)'"');
    }

    bool TryMinify(ref ReadOnlySpan<byte> record)
    {
        var scanner = new JsonScanner(record, 0);
        if (record is not [(byte)'{', ..] || !Utf8.IsValid(record) || !scanner.SkipValue() || !scanner.AtEnd) { return false; }
        if (scanner.SawWhiteSpace)
        {
            _minified.Clear();
            JsonMinifier.Minify(record, _minified);
            record = _minified.Written;
        }
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
