using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads maps.</summary>
sealed class MapOfEntries(DataType.MapType type, FieldPlace place, Field key, Field value) : Field(type, place)
{
    internal override void Read(RowGroupReader group, Column column, Levels? levels)
    {
        var maps = (MapColumn)column;
        using var own = new Levels();
        levels ??= own;
        key.Read(group, maps.Keys, levels);
        if (maps.Keys.NullCount > 0) { throw new InvalidDataException("A map has a key that is NULL; expected text."); }
        using var other = new Levels();
        value.Read(group, maps.Values, other);
        AppendLengths(column, levels);
    }
}
