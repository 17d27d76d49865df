namespace BiPipeline.Toolkit.Lake;

/// <summary>A range of records of an input.</summary>
/// <param name="First">Index of the first record, counted from the writer's first.</param>
/// <param name="Count">Number of records.</param>
public readonly record struct RecordRange(long First, long Count);
