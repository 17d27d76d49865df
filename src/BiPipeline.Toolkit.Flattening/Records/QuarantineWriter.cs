using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Writes lines of the quarantine zone. Each line is valid until the next write.</summary>
/// <param name="wanted">What the tables take, in words.</param>
/// <param name="origin">What is known of the records from outside.</param>
sealed class QuarantineWriter(string wanted, RecordOrigin origin)
{
    readonly ReusableBuffer _line = new();
    readonly ReusableBuffer _minified = new();

    /// <summary>Returns the reason, without the error's position.</summary>
    internal string Reason(RecordError error, ReadOnlySpan<byte> record) => error switch
    {
        RecordError.NoTable or RecordError.OtherSource => $"{RecordErrorText.Of(error)}; expected {wanted}",
        RecordError.NoEventName when NearestForm.Of(record) is { } nearest => $"{RecordErrorText.Of(error)}; the nearest is {nearest}",
        _ => RecordErrorText.Of(error),
    };

    /// <summary>Writes the line of a record whose bytes may be kept.</summary>
    internal QuarantineLine Write(RecordError error, int offset, ReadOnlySpan<byte> record)
    {
        Begin(Reason(error, record), offset);
        var isWellFormed = TryMinify(ref record);
        if (isWellFormed)
        {
            var layout = RecordLayout.Of(record);
            record = origin.Complete(record, in layout);
            _line.Add(",\"record\":"u8);
            _line.Add(record);
        }
        else if (Utf8.IsValid(record))
        {
            _line.Add(",\"record\":"u8);
            JsonTextWriter.Write(record, _line);
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

    /// <summary>
    /// Writes the line of a record that is known by its length and its hash alone: too large, or unreadable under policies.
    /// </summary>
    internal ReadOnlySpan<byte> WriteWithheld(RecordError error, int offset, long length, scoped ReadOnlySpan<byte> hash)
    {
        Begin(Reason(error, default), offset);
        var digits = Convert.ToHexStringLower(hash);
        var rest = string.Create(CultureInfo.InvariantCulture, $",\"length\":{length},\"sha256\":\"{digits}\"}}");
        _line.Add(Encoding.UTF8.GetBytes(rest));
        return _line.Written;
    }

    void Begin(string reason, int offset)
    {
        _line.Clear();
        _line.Add("{\"reason\":\""u8);
        _line.Add(JsonEncodedText.Encode(reason, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        _line.Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $" (byte {offset})")));
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
}
