namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>Copies a body in AWS's own chunks (S3 API, "aws-chunked"), whose signatures and trailers are not checked.</summary>
static class ChunkedBody
{
    const int MaxLine = 1024;

    internal static async Task CopyAsync(Stream body, Stream target, CancellationToken cancellationToken)
    {
        var reader = new BufferedStream(body, 1 << 16);
        await using (reader.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            while (true)
            {
                var size = (await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false)).Split(';')[0];
                if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var left) || left < 0)
                {
                    throw Invalid();
                }
                if (left == 0) { break; }
                while (left > 0)
                {
                    var count = await reader.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken)
                        .ConfigureAwait(false);
                    if (count == 0) { throw Invalid(); }
                    await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    left -= count;
                }
                if ((await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false)).Length > 0) { throw Invalid(); }
            }
            // The trailers.
            while ((await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) { }
        }
    }

    static async Task<string> ReadLineAsync(BufferedStream reader, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await reader.ReadAsync(one, cancellationToken).ConfigureAwait(false) > 0)
        {
            if (one[0] == '\n') { return line.ToString().TrimEnd('\r'); }
            if (line.Length >= MaxLine) { throw Invalid(); }
            line.Append((char)one[0]);
        }
        return line.Length == 0 ? throw Invalid() : line.ToString();
    }

    static S3Exception Invalid() => new(new(400, "IncompleteBody", "The body is not in aws-chunked form."));
}
