namespace BiPipeline.Toolkit;

/// <summary>One field of a struct.</summary>
/// <param name="Name">Lower-case letters, digits and <c>_</c>: a Hive type string can't escape anything else.</param>
/// <param name="Type">The field's type.</param>
public sealed record StructField(string Name, DataType Type)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}:{Type}";
}
