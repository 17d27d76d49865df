using System.Buffers;
using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads one column or nested field of a file into a column in memory.</summary>
/// <param name="type">The type of the values.</param>
/// <param name="place">The place in the nesting.</param>
abstract class Field(DataType type, FieldPlace place)
{
    internal DataType Type => type;

    internal FieldPlace Place => place;

    /// <summary>Appends the values of a row group.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="column">The column of the field's type.</param>
    /// <param name="levels">Receives the levels of the field's first leaf; null when no list, map or struct is around it.</param>
    internal abstract void Read(RowGroupReader group, Column column, Levels? levels);

    /// <summary>Appends the presence of a struct's values, which the levels of any of its leaves show.</summary>
    private protected void AppendStructs(StructColumn column, Levels levels)
    {
        var validity = ArrayPool<byte>.Shared.Rent(levels.Count);
        var slots = 0;
        var definitions = levels.Definitions;
        var repetitions = levels.Repetitions;
        for (var i = 0; i < definitions.Length; i++)
        {
            if (repetitions[i] > place.Repetition || definitions[i] < place.Slot) { continue; }
            validity[slots++] = definitions[i] >= place.Definition ? (byte)1 : (byte)0;
        }
        column.AppendStructs(validity.AsSpan(0, slots));
        ArrayPool<byte>.Shared.Return(validity);
    }

    /// <summary>Appends the presence and lengths of lists or maps, which the levels of any of their leaves show.</summary>
    private protected void AppendLengths(Column column, Levels levels)
    {
        var validity = ArrayPool<byte>.Shared.Rent(levels.Count);
        var lengths = ArrayPool<int>.Shared.Rent(levels.Count);
        var slots = 0;
        var definitions = levels.Definitions;
        var repetitions = levels.Repetitions;
        for (var i = 0; i < definitions.Length; i++)
        {
            if (repetitions[i] > place.Repetition)
            {
                if (repetitions[i] == place.Repetition + 1) { lengths[slots - 1]++; }
                continue;
            }
            if (definitions[i] < place.Slot) { continue; }
            validity[slots] = definitions[i] >= place.Definition ? (byte)1 : (byte)0;
            lengths[slots++] = definitions[i] > place.Definition ? 1 : 0;
        }
        if (column is ListColumn list) { list.AppendLists(validity.AsSpan(0, slots), lengths.AsSpan(0, slots)); }
        else { ((MapColumn)column).AppendMaps(validity.AsSpan(0, slots), lengths.AsSpan(0, slots)); }
        ArrayPool<byte>.Shared.Return(validity);
        ArrayPool<int>.Shared.Return(lengths);
    }
}
