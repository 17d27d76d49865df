using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Input">Where they are from.</param>
/// <param name="Buffer">The bytes' array, to be given back to the reader once they are worked on.</param>
/// <param name="Length">How many of its bytes are the records.</param>
/// <param name="Kind">How the records are framed in them.</param>
/// <param name="Start">Where they begin in the input, after decompression.</param>
sealed record Chunk(FileInput Input, byte[] Buffer, int Length, PayloadKind Kind, long Start)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>What is thrown when the bytes can't be read as records.</summary>
    internal InvalidDataException Invalid(PayloadException exception) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Input.Name}, counted from byte {Start}: {exception.Message}"), exception);
}
