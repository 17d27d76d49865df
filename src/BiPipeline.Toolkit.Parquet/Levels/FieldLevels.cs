namespace BiPipeline.Toolkit.Parquet;

/// <summary>Where a field stands in the nesting.</summary>
/// <param name="Slot">The lowest definition level of an entry that has a slot in the field's column.</param>
/// <param name="Definition">The definition level of an entry whose parents are all there.</param>
/// <param name="Repetition">How many lists and maps the field is in.</param>
readonly record struct FieldLevels(int Slot, int Definition, int Repetition)
{
    /// <summary>The fields of a struct.</summary>
    internal FieldLevels OfFields => this with { Definition = Definition + 1 };

    /// <summary>The elements of a list or map.</summary>
    internal FieldLevels OfElements => new(Definition + 2, Definition + 2, Repetition + 1);
}
