using System.IO.Compression;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Writes an object of lines again without some of them; the others keep their bytes and their order.</summary>
sealed class LineErasure : IDisposable
{
    const byte End = (byte)'\n';

    readonly BufferStream _stored;
    readonly GZipStream _gzip;
    readonly LinesHash _hash = new();
    byte[] _first = [];
    byte[] _last = [];

    /// <summary>Creates the object.</summary>
    /// <param name="buffer">Receives its bytes.</param>
    internal LineErasure(SpillBuffer buffer)
    {
        _stored = new BufferStream(buffer);
        _gzip = new GZipStream(_stored, new LakeWriterOptions().LineCompression, leaveOpen: true);
    }

    /// <summary>Number of lines.</summary>
    internal long Lines => _hash.Lines;

    /// <summary>Adds a line that stays.</summary>
    internal void Add(ReadOnlyMemory<byte> line)
    {
        if (Lines == 0) { _first = line.ToArray(); }
        _last = line.ToArray();
        _gzip.Write(line.Span);
        _gzip.WriteByte(End);
        _hash.Add(line.Span);
    }

    /// <summary>Ends the object.</summary>
    /// <param name="old">The key of the object before.</param>
    /// <returns>The new key: of the same folder, with a hash of the lines.</returns>
    internal string Finish(string old)
    {
        _gzip.Dispose();
        var (lines, hash) = (Lines, _hash.Finish());
        if (LakeLayout.TryParseKey(old, out var key))
        {
            var (first, last) = (SequenceOf(_first), SequenceOf(_last));
            return (key with { FirstSequence = first, LastSequence = last, Rows = lines, Hash = hash }).ToString();
        }
        // Nothing of the old name, which may be a customer's.
        return $"{old[..(old.LastIndexOf('/') + 1)]}{hash}.json.gz";
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _stored.Dispose();
        _hash.Dispose();
    }

    static string SequenceOf(byte[] line) => LakeLayout.SequenceText(Encoding.ASCII.GetBytes(LineJson.SequenceOf(line)));
}
