namespace BiPipeline.Toolkit;

static class PayloadBytes
{
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream payload, int limit, CancellationToken cancellationToken)
    {
        var bytes = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var read = await payload.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) { return bytes.AsMemory(0, length); }
            length += read;
            if (length > limit)
            {
                throw new IOException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The payload has more than {limit} bytes; expected at most that. "
                    + $"Raise {nameof(StreamPipelineOptions.MaxPayloadBytes)} or lower the event source mapping's batch size."));
            }
            if (length == bytes.Length) { Array.Resize(ref bytes, Math.Min(limit + 1, bytes.Length * 2)); }
        }
    }
}
