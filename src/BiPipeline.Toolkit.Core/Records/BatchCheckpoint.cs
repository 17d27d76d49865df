namespace BiPipeline.Toolkit;

/// <summary>How far a batch was filled, to go back to when a payload turns out to be unreadable.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="ChildRows">Rows of each child table.</param>
/// <param name="Raw">Raw lines.</param>
/// <param name="Quarantine">Quarantine lines.</param>
/// <param name="RescuedValues">Rescued values.</param>
sealed record BatchCheckpoint(int Rows, IReadOnlyList<int> ChildRows, int Raw, int Quarantine, long RescuedValues);
