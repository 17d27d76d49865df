using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads structs.</summary>
sealed class StructOfFields(DataType.StructType type, FieldPlace place, IReadOnlyList<Field> fields) : Field(type, place)
{
    internal override void Read(RowGroupReader group, Column column, Levels? levels)
    {
        var structs = (StructColumn)column;
        using var own = new Levels();
        var first = levels ?? own;
        fields[0].Read(group, structs.Fields[0], first);
        for (var i = 1; i < fields.Count; i++)
        {
            using var other = new Levels();
            fields[i].Read(group, structs.Fields[i], other);
        }
        AppendStructs(structs, first);
    }
}
