namespace BiPipeline.Toolkit.Lake;

/// <summary>Neighbouring records of an input.</summary>
/// <param name="First">The first one's index, counted from the first record that its writer took.</param>
/// <param name="Count">How many they are.</param>
public readonly record struct RecordRange(long First, long Count);
