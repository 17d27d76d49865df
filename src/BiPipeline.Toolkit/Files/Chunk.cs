using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Input">The input.</param>
/// <param name="Buffer">The array with the bytes; return it to the reader after use.</param>
/// <param name="Length">Number of bytes that contain records.</param>
/// <param name="Kind">The framing of the records.</param>
/// <param name="Start">Offset in the input, after decompression.</param>
sealed record Chunk(FileInput Input, byte[] Buffer, int Length, PayloadKind Kind, long Start)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>Creates the exception for bytes that can't be read as records.</summary>
    internal InvalidDataException Invalid(PayloadException exception) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Input.Name}, offsets from byte {Start}: {exception.Message}"), exception);
}
