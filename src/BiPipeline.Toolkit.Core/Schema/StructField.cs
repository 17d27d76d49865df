namespace BiPipeline.Toolkit;

/// <summary>One field of a struct.</summary>
/// <param name="Name">The name: lower-case letters, digits and <c>_</c>; a Hive type string cannot escape other characters.</param>
/// <param name="Type">The field's type.</param>
public sealed record StructField(string Name, DataType Type)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}:{Type}";
}
