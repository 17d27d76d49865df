using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Builds the key of an object. Its hash covers the event ids in order, the schema and the format's options, so the name identifies the
/// content, and the same batch gets the same name again.
/// </summary>
sealed class KeyBuilder : IDisposable
{
    const int BufferBytes = 8 * 1024;

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

    internal KeyBuilder(LakeZone zone, string table, string partition, string extension, string schemaHash, string fingerprint)
    {
        (_zone, _table, _partition, _extension) = (zone, table, partition, extension);
        _hash.AppendData(Encoding.UTF8.GetBytes($"{schemaHash}\n{fingerprint}\n"));
    }

    internal long Rows { get; private set; }

    internal string FirstSequence => _first ?? LakeLayout.SequenceText([]);

    internal string LastSequence => LakeLayout.SequenceText(_last.AsSpan(0, _lastLength));

    /// <summary>Adds a row with its event id, and its sequence number with or without leading zeros (empty for none).</summary>
    internal void Add(ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> sequence)
    {
        // Each id follows its length, because an id may contain any text and two ids must not look like two others.
        if (sizeof(int) + eventId.Length > _buffer.Length - _buffered) { Flush(); }
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_buffered), eventId.Length);
        _buffered += sizeof(int);
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
