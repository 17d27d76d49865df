using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reads lists.</summary>
sealed class ListOfElements(DataType.ArrayType type, FieldPlace place, Field element) : Field(type, place)
{
    internal override void Read(RowGroupReader group, Column column, Levels? levels)
    {
        using var own = new Levels();
        element.Read(group, ((ListColumn)column).Element, levels ??= own);
        AppendLengths(column, levels);
    }
}
