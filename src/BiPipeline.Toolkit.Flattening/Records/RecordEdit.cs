namespace BiPipeline.Toolkit.Flattening;

/// <summary>A part of a record that was replaced or removed.</summary>
/// <param name="End">The end of the part in the record.</param>
/// <param name="Growth">By how many bytes the record became longer there; negative for shorter.</param>
readonly record struct RecordEdit(int End, int Growth);
