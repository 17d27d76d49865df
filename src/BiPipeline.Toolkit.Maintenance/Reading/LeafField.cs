using System.Buffers;
using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads a leaf: its levels and its stored values, a batch of entries at a time.</summary>
/// <param name="type">The type of the values.</param>
/// <param name="place">The place in the nesting.</param>
/// <param name="index">The leaf's index in the file.</param>
abstract class LeafField<TStored>(DataType type, FieldPlace place, int index) : Field(type, place)
    where TStored : unmanaged
{
    // The library returns at most the rest of a page.
    const int BatchEntries = 8192;

    internal override void Read(RowGroupReader group, Column column, Levels? levels)
    {
        using var reader = group.Column(index) as ColumnReader<TStored>
            ?? throw new InvalidDataException($"A column of type {Type} is stored in another way than the footer says.");
        var (definitions, repetitions) = (ArrayPool<short>.Shared.Rent(BatchEntries), ArrayPool<short>.Shared.Rent(BatchEntries));
        var validity = ArrayPool<byte>.Shared.Rent(BatchEntries);
        var stored = ArrayPool<TStored>.Shared.Rent(BatchEntries);
        try
        {
            // A column that is required, or is in no list, has no levels: the library leaves them as they are.
            definitions.AsSpan(0, BatchEntries).Clear();
            repetitions.AsSpan(0, BatchEntries).Clear();
            while (reader.HasNext)
            {
                var entries = (int)reader.ReadBatch(
                    BatchEntries,
                    definitions.AsSpan(0, BatchEntries),
                    repetitions.AsSpan(0, BatchEntries),
                    stored.AsSpan(0, BatchEntries),
                    out var values);
                if (entries == 0) { break; }
                levels?.Add(definitions.AsSpan(0, entries), repetitions.AsSpan(0, entries));
                var slots = Presence(definitions.AsSpan(0, entries), validity);
                Append(column, validity.AsSpan(0, slots), stored.AsSpan(0, (int)values));
            }
        }
        finally
        {
            ArrayPool<short>.Shared.Return(definitions);
            ArrayPool<short>.Shared.Return(repetitions);
            ArrayPool<byte>.Shared.Return(validity);
            ArrayPool<TStored>.Shared.Return(stored);
        }
    }

    /// <summary>Appends slots.</summary>
    /// <param name="column">The column of the field's type.</param>
    /// <param name="validity">One byte per slot: 1 present, 0 NULL.</param>
    /// <param name="stored">The values of the present ones. Their bytes are valid during the call.</param>
    private protected abstract void Append(Column column, ReadOnlySpan<byte> validity, ReadOnlySpan<TStored> stored);

    // Which entries have a slot, and which of them a value.
    int Presence(ReadOnlySpan<short> definitions, Span<byte> validity)
    {
        var (slot, present) = (Place.Slot, Place.Definition);
        if (slot == 0)
        {
            for (var i = 0; i < definitions.Length; i++) { validity[i] = definitions[i] >= present ? (byte)1 : (byte)0; }
            return definitions.Length;
        }
        var slots = 0;
        foreach (var definition in definitions)
        {
            if (definition >= slot) { validity[slots++] = definition >= present ? (byte)1 : (byte)0; }
        }
        return slots;
    }
}
