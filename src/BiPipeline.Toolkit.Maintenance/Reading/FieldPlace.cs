namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A field's place in the nesting of a file.</summary>
/// <param name="Slot">
/// The lowest definition level of an entry with a slot in the field's column. Fields of a struct have one where the struct is NULL.
/// </param>
/// <param name="Definition">The lowest definition level of an entry where the field is present.</param>
/// <param name="Repetition">Number of lists and maps around the field.</param>
readonly record struct FieldPlace(int Slot, int Definition, int Repetition)
{
    /// <summary>The place of a field of this struct.</summary>
    internal FieldPlace Field(bool isOptional) => this with { Definition = Definition + (isOptional ? 1 : 0) };

    /// <summary>The place of the elements of this list, or of the entries of this map.</summary>
    internal FieldPlace Element(bool isOptional) => new(Definition + 1, Definition + 1 + (isOptional ? 1 : 0), Repetition + 1);
}
