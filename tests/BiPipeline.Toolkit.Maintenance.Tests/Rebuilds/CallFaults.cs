using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>A store that fails at one call: puts, listings and reads count alike, from 1.</summary>
sealed class CallFaults(IObjectStore inner, int at, CallFault fault) : IObjectStore
{
    int _calls;

    public string Location => inner.Location;

    internal int Calls => _calls;

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var fails = Fails();
        if (fails && fault != CallFault.After) { throw Fault(key); }
        var outcome = await inner.PutAsync(key, content, cancellationToken);
        return fails ? throw Fault(key) : outcome;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var fails = Fails();
        if (fails && fault == CallFault.Before) { throw Fault(prefix); }
        await foreach (var item in inner.ListAsync(prefix, cancellationToken))
        {
            yield return item;
            if (fails && fault == CallFault.Midway) { throw Fault(prefix); }
        }
        if (fails) { throw Fault(prefix); }
    }

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        var fails = Fails();
        if (fails && fault == CallFault.Before) { throw Fault(key); }
        var stream = await inner.OpenReadAsync(key, cancellationToken);
        return fails ? new CutStream(stream, fault == CallFault.After ? 0 : stream.Length / 2) : stream;
    }

    bool Fails() => Interlocked.Increment(ref _calls) == at;

    static IOException Fault(string key) => new($"fault at {key}");

    sealed class CutStream(Stream inner, long left) : Stream
    {
        long _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0) { throw Fault("the connection"); }
            var read = inner.Read(buffer, offset, (int)Math.Min(count, _left));
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
