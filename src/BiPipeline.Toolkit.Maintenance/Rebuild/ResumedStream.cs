namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// An object of a store that is read once. When its connection is cut, it is opened again and read from where it was cut; objects of a lake
/// never change.
/// </summary>
sealed class ResumedStream(IObjectStore store, string key, long length, CancellationToken cancellationToken) : ForwardStream
{
    const int MostCuts = 5;

    Stream? _stream;
    long _position;
    int _cuts;

    // Inputs are read by the thread that waits for them; stores are asynchronous.
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            try
            {
                _stream ??= OpenAsync().GetAwaiter().GetResult();
                var read = _stream.Read(buffer);
                if (read == 0 && _position < length && buffer.Length > 0) { throw new EndOfStreamException(); }
                _position += read;
                return read;
            }
            catch (IOException exception) when (IsCut(exception) && ++_cuts <= MostCuts)
            {
                End();
            }
            catch (EndOfStreamException exception)
            {
                throw new IOException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Object '{key}' of {store.Location} ends at byte {_position}; expected {length} bytes. Restore it, or run again."),
                    exception);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { End(); }
        base.Dispose(disposing);
    }

    // An object that is missing, or that may not be read, will be so the next time.
    static bool IsCut(IOException exception) => exception is not (FileNotFoundException or StoreRefusedException);

    async Task<Stream> OpenAsync()
    {
        var stream = await store.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            for (var left = _position; left > 0;)
            {
                var buffer = new byte[Math.Min(left, 64 * 1024)];
                await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
                left -= buffer.Length;
            }
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    void End()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
