namespace BiPipeline.Toolkit;

/// <summary>
/// An input's bytes as stored: counted for progress. An error when they end before the input's length at the start. Bytes that are
/// appended while it is read are read too.
/// </summary>
sealed class StoredStream(Stream stream, FileInput input) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var length = stream.Read(buffer);
        input.StoredBytesRead += length;
        return length > 0 || buffer.IsEmpty || input.StoredBytesRead >= input.Length
            ? length
            : throw new InputChangedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Name} ends at byte {input.StoredBytesRead}; expected {input.Length} bytes, as it had before. "
                    + $"Leave it alone, and run again."));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { stream.Dispose(); }
        base.Dispose(disposing);
    }
}
