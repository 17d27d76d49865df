using System.Text;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>A primitive field: what one column chunk a row group holds.</summary>
/// <param name="Ordinal">Its place among the leaves.</param>
/// <param name="Path">Its path in the Parquet schema, such as <c>items.list.element.sku</c>, as segments in UTF-8.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Physical">The type it is stored as.</param>
/// <param name="FixedLength">Bytes a value, for FIXED_LEN_BYTE_ARRAY.</param>
/// <param name="MaxDefinition">The definition level of a value that is there.</param>
/// <param name="MaxRepetition">How many lists and maps it is in.</param>
sealed record Leaf(int Ordinal, byte[][] Path, DataType Type, PhysicalType Physical, int FixedLength, int MaxDefinition, int MaxRepetition)
{
    /// <summary>The path for people.</summary>
    internal string Name => string.Join('.', Path.Select(Encoding.UTF8.GetString));
}
