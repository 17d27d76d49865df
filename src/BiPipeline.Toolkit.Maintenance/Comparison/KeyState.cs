using System.Buffers.Binary;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A state of an item: the digests of its key and values, and what orders the states of a key.</summary>
/// <param name="Key">The digest of the table and the key.</param>
/// <param name="Values">The digest of the values.</param>
/// <param name="Kind">Where it is from.</param>
/// <param name="Deleted">Whether the item is deleted after it.</param>
/// <param name="Time">The time in milliseconds; null when unknown.</param>
/// <param name="Family">The number of the schema.</param>
/// <param name="Schema">The number of the schema's version.</param>
/// <param name="Version">The version of the schema.</param>
/// <param name="Stream">The label of the stream.</param>
/// <param name="Sequence">The padded sequence number; empty for none.</param>
/// <param name="EventId">The event id.</param>
sealed record KeyState(
    UInt128 Key,
    UInt128 Values,
    KeyStateKind Kind,
    bool Deleted,
    long? Time,
    int Family,
    int Schema,
    int Version,
    ReadOnlyMemory<byte> Stream,
    ReadOnlyMemory<byte> Sequence,
    ReadOnlyMemory<byte> EventId)
{
    const int FixedBytes = 16 + 16 + 1 + 1 + 8 + 4 + 4 + 4 + (3 * 4);

    /// <summary>Compares states of one kind by the order of the views.</summary>
    internal int CompareTo(KeyState other) => Kind == KeyStateKind.Change
        ? Of(Stream, other.Stream) is not 0 and var byStream ? byStream
            : Of(Sequence, other.Sequence) is not 0 and var bySequence ? bySequence
            : ByVersion(other)
        : Nullable.Compare(Time, other.Time) is not 0 and var byTime ? byTime : ByVersion(other);

    internal static void Write(
        ReusableBuffer output,
        UInt128 key,
        UInt128 values,
        KeyStateKind kind,
        bool deleted,
        long? time,
        int family,
        int schema,
        int version,
        ReadOnlySpan<byte> stream,
        ReadOnlySpan<byte> sequence,
        ReadOnlySpan<byte> eventId)
    {
        var bytes = output.GetSpan(FixedBytes);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, key);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[16..], values);
        bytes[32] = (byte)kind;
        bytes[33] = deleted ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[34..], time ?? EventTrace.NoTime);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[42..], family);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[46..], schema);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[50..], version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[54..], stream.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[58..], sequence.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[62..], eventId.Length);
        output.Advance(FixedBytes);
        output.Add(stream);
        output.Add(sequence);
        output.Add(eventId);
    }

    /// <summary>Reads a state from the start of bytes.</summary>
    internal static KeyState Read(ref ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var time = BinaryPrimitives.ReadInt64LittleEndian(span[34..]);
        var stream = BinaryPrimitives.ReadInt32LittleEndian(span[54..]);
        var sequence = BinaryPrimitives.ReadInt32LittleEndian(span[58..]);
        var eventId = BinaryPrimitives.ReadInt32LittleEndian(span[62..]);
        var state = new KeyState(
            BinaryPrimitives.ReadUInt128LittleEndian(span),
            BinaryPrimitives.ReadUInt128LittleEndian(span[16..]),
            (KeyStateKind)span[32],
            span[33] != 0,
            time == EventTrace.NoTime ? null : time,
            BinaryPrimitives.ReadInt32LittleEndian(span[42..]),
            BinaryPrimitives.ReadInt32LittleEndian(span[46..]),
            BinaryPrimitives.ReadInt32LittleEndian(span[50..]),
            bytes.Slice(FixedBytes, stream),
            bytes.Slice(FixedBytes + stream, sequence),
            bytes.Slice(FixedBytes + stream + sequence, eventId));
        bytes = bytes[(FixedBytes + stream + sequence + eventId)..];
        return state;
    }

    int ByVersion(KeyState other) =>
        Version.CompareTo(other.Version) is not 0 and var byVersion ? byVersion : Of(EventId, other.EventId);

    static int Of(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Span.SequenceCompareTo(b.Span);
}
