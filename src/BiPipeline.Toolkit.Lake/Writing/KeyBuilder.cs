using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Builds the key of an object. Its hash covers the identity and the digest of each record in order, the schema and the format's options,
/// so the name identifies the content, and the same batch gets the same name again.
/// </summary>
sealed class KeyBuilder : IDisposable
{
    const int BufferBytes = 8 * 1024;
    const int DigestBytes = 16;

    readonly LakeZone _zone;
    readonly string _table;
    readonly string _partition;
    readonly string _extension;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _buffer = new byte[BufferBytes];
    int _buffered;
    string? _first;
    byte[] _last = [];
    int _lastLength;

    internal KeyBuilder(
        LakeZone zone, string table, string partition, string extension, string schemaHash, string fingerprint, bool isRewritten = false)
    {
        (_zone, _table, _partition, _extension) = (zone, table, partition, extension);
        // A rewritten object must not have the name of another object with these records.
        _hash.AppendData(Encoding.UTF8.GetBytes($"{(isRewritten ? "rewrite\n" : "")}{schemaHash}\n{fingerprint}\n"));
    }

    internal long Rows { get; private set; }

    internal string FirstSequence => _first ?? LakeLayout.SequenceText([]);

    internal string LastSequence => LakeLayout.SequenceText(_last.AsSpan(0, _lastLength));

    /// <summary>Adds a row of the last record. It is a function of the record, which the hash has already.</summary>
    internal void AddRow() => Rows++;

    /// <summary>Adds the first row of a record.</summary>
    /// <param name="eventId">The record's event id.</param>
    /// <param name="sequence">Its sequence number, with or without leading zeros; empty for none.</param>
    /// <param name="digest">
    /// The digest of its record. Event ids of emulators and of events made by hand repeat, so they alone do not identify records.
    /// </param>
    internal void Add(ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> sequence, UInt128 digest)
    {
        // The id follows its length, because it may contain any text and two ids must not look like two others.
        if (sizeof(int) + DigestBytes + eventId.Length > _buffer.Length - _buffered) { Flush(); }
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_buffered), eventId.Length);
        BinaryPrimitives.WriteUInt128LittleEndian(_buffer.AsSpan(_buffered + sizeof(int)), digest);
        _buffered += sizeof(int) + DigestBytes;
        if (eventId.Length > _buffer.Length - _buffered)
        {
            Flush();
            _hash.AppendData(eventId);
        }
        else
        {
            eventId.CopyTo(_buffer.AsSpan(_buffered));
            _buffered += eventId.Length;
        }

        sequence = LakeLayout.WithoutZeros(sequence);
        _first ??= LakeLayout.SequenceText(sequence);
        if (_last.Length < sequence.Length) { _last = new byte[sequence.Length]; }
        sequence.CopyTo(_last);
        _lastLength = sequence.Length;
        Rows++;
    }

    /// <summary>Returns the finished key. Nothing can be added after it.</summary>
    internal string Finish()
    {
        Flush();
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset())[..LakeLayout.HashDigits];
        return new LakeKey(_zone, _table, _partition, FirstSequence, LastSequence, Rows, hash, _extension).ToString();
    }

    public void Dispose() => _hash.Dispose();

    void Flush()
    {
        _hash.AppendData(_buffer, 0, _buffered);
        _buffered = 0;
    }
}
