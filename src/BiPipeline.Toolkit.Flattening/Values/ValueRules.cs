namespace BiPipeline.Toolkit.Flattening;

/// <summary>What a column takes beyond its type; decided before any record is read.</summary>
/// <param name="Unit">What numbers mean when the type is timestamp.</param>
/// <param name="Coerce">Whether text counts as the value.</param>
readonly record struct ValueRules(TimeUnit Unit, bool Coerce)
{
    internal static ValueRules Of(SchemaColumn column) => new(column.Unit, column.Coerce);
}
