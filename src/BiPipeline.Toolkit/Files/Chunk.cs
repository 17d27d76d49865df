using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Input">Where they are from.</param>
/// <param name="Buffer">The bytes' array, to be given back to the reader once they are worked on.</param>
/// <param name="Length">How many of its bytes are the records.</param>
/// <param name="Sequence">What the input is at its first record: a list of a document, or no document yet.</param>
/// <param name="IsLast">Whether the input ends with it.</param>
/// <param name="Start">Where it begins in the input, after decompression.</param>
sealed record Chunk(FileInput Input, byte[] Buffer, int Length, RecordSequence Sequence, bool IsLast, long Start)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>The record that the chunk is, if that is too large to be held.</summary>
    internal LargeRecord? TooLarge { get; init; }

    /// <summary>Bytes of the input that the chunk stands for.</summary>
    internal long InputBytes => TooLarge?.InputBytes ?? Length;

    /// <summary>What is thrown when the bytes can't be read as records.</summary>
    internal InvalidDataException Invalid(PayloadException exception) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Input.Name}, offsets from byte {Start}: {exception.Message}"), exception);
}
