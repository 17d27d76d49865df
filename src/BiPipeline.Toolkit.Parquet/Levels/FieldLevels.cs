namespace BiPipeline.Toolkit.Parquet;

/// <summary>The position of a field in the nesting.</summary>
/// <param name="Slot">The lowest definition level of an entry that has a slot in the field's column.</param>
/// <param name="Definition">The definition level of an entry whose parents are all present.</param>
/// <param name="Repetition">Number of lists and maps around the field.</param>
readonly record struct FieldLevels(int Slot, int Definition, int Repetition)
{
    /// <summary>The levels of the fields of a struct.</summary>
    internal FieldLevels OfFields => this with { Definition = Definition + 1 };

    /// <summary>The levels of the elements of a list or map.</summary>
    internal FieldLevels OfElements => new(Definition + 2, Definition + 2, Repetition + 1);
}
