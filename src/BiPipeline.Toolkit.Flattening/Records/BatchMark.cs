namespace BiPipeline.Toolkit.Flattening;

/// <summary>How far a batch was filled, to go back to when a payload turns out not to be framed.</summary>
sealed record BatchMark(int Rows, int[] ChildRows, int Raw, int Quarantine, long RescuedValues);
