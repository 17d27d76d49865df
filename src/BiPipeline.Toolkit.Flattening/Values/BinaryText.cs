using System.Buffers;
using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads the content of a B or an element of a BS.</summary>
static class BinaryText
{
    /// <summary>
    /// Reads the value's base64, decoded one time if it was encoded twice. It is valid until the next use of the row's buffers.
    /// </summary>
    internal static Outcome Read(ref JsonScanner scanner, in RowScope row, out ReadOnlySpan<byte> base64)
    {
        base64 = default;
        var start = scanner.Position;
        if (!scanner.ReadText(out var text)) { return Outcome.Malformed; }
        base64 = row.Buffers.Text.Unescape(scanner.Bytes, text);
        var isTwice = row.Settings.DoublyEncodedBinary && !row.Buffers.IsExport;
        if (isTwice && !TryDecodeOnce(base64, row.Buffers.Binary, out base64)) { return Fail(ref scanner, start); }
        return Base64.IsValid(base64) ? Outcome.Accepted : Fail(ref scanner, start);
    }

    static bool TryDecodeOnce(ReadOnlySpan<byte> outer, ReusableBuffer buffer, out ReadOnlySpan<byte> inner)
    {
        buffer.Clear();
        var status = Base64.DecodeFromUtf8(outer, buffer.GetSpan(Base64.GetMaxDecodedFromUtf8Length(outer.Length)), out _, out var written);
        buffer.Advance(written);
        inner = buffer.Written;
        return status == OperationStatus.Done;
    }

    static Outcome Fail(ref JsonScanner scanner, int start)
    {
        scanner.Position = start;
        return scanner.Malformed(RecordError.BadBase64);
    }
}
