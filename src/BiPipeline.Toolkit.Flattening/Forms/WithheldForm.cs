using System.Buffers;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>A quarantine line with the length and hash of its record instead of the record. It stays as it is.</summary>
sealed class WithheldForm : RecordForm
{
    internal override string Name => "quarantine line without its record";

    internal override bool Matches(in InputDocument document) =>
        document.Members.Count == 3 && document.HasText("reason"u8) && document["length"u8] is [>= (byte)'0' and <= (byte)'9', ..]
        && TryDecode(document["sha256"u8], stackalloc byte[SHA256.HashSizeInBytes]);

    internal override RecordError Expand(in InputDocument document, FormBuffers buffers, IRecordSink sink)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        TryDecode(document["sha256"u8], sha256);
        var line = buffers.Record;
        line.Clear();
        JsonMinifier.Minify(document.Bytes, line);
        sink.Withhold(line.Written, sha256);
        return RecordError.None;
    }

    static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> sha256) =>
        text is [(byte)'"', .. { Length: 2 * SHA256.HashSizeInBytes } digits, (byte)'"']
        && Convert.FromHexString(digits, sha256, out _, out _) == OperationStatus.Done;
}
