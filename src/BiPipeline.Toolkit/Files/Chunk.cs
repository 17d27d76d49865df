using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Input">The input.</param>
/// <param name="Buffer">The array of the bytes; return it to the reader after use.</param>
/// <param name="Length">Number of bytes of the records.</param>
/// <param name="Sequence">The state of the input at the first record: in a document's list, or outside documents.</param>
/// <param name="IsLast">Whether the input ends with the chunk.</param>
/// <param name="Start">The chunk's start in the decompressed input.</param>
sealed record Chunk(FileInput Input, byte[] Buffer, int Length, RecordSequence Sequence, bool IsLast, long Start)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>The chunk's record, if it is too large for memory.</summary>
    internal LargeRecord? TooLarge { get; init; }

    /// <summary>Number of bytes of the input that the chunk represents.</summary>
    internal long InputBytes => TooLarge?.InputBytes ?? Length;

    /// <summary>Creates the exception for bytes that can't be read as records.</summary>
    internal InvalidDataException Invalid(PayloadException exception)
    {
        if (!exception.IsManifest)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{Input.Name}, offsets from byte {Start}: {exception.Message}");
            return new(text, exception);
        }
        var folder = ExportManifest.ParentOf(Input.Name);
        return new(
            $"{Input.Name} is the manifest of an export, not records; expected the export's folder. "
                + $"Run 'bipipeline lake backfill {folder}', or pass the folder '{folder}'.",
            exception);
    }
}
