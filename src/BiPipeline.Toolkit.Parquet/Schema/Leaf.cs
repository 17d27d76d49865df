using System.Text;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>A primitive field, stored as one column chunk per row group.</summary>
/// <param name="Ordinal">The index among the leaves.</param>
/// <param name="Path">The path in the Parquet schema, such as <c>items.list.element.sku</c>, as segments in UTF-8.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Physical">The stored type.</param>
/// <param name="FixedLength">Number of bytes per value, for FIXED_LEN_BYTE_ARRAY.</param>
/// <param name="MaxDefinition">The definition level of a present value.</param>
/// <param name="MaxRepetition">Number of lists and maps around the leaf.</param>
sealed record Leaf(int Ordinal, byte[][] Path, DataType Type, PhysicalType Physical, int FixedLength, int MaxDefinition, int MaxRepetition)
{
    /// <summary>The path in messages.</summary>
    internal string Name => string.Join('.', Path.Select(Encoding.UTF8.GetString));
}
