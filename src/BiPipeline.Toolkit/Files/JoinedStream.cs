namespace BiPipeline.Toolkit;

/// <summary>A stream over several streams in order. Disposes all of them.</summary>
sealed class JoinedStream(params IReadOnlyList<Stream> parts) : ForwardStream
{
    int _part;

    public override int Read(Span<byte> buffer)
    {
        for (; _part < parts.Count; _part++)
        {
            var length = parts[_part].Read(buffer);
            if (length > 0 || buffer.IsEmpty) { return length; }
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var part in parts) { part.Dispose(); }
        }
        base.Dispose(disposing);
    }
}
