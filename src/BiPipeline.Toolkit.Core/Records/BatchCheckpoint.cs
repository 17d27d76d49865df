namespace BiPipeline.Toolkit;

/// <summary>The size of a batch before a payload, to roll back to when the payload can't be read.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="ChildRows">Number of rows of each child table.</param>
/// <param name="Raw">Number of raw lines.</param>
/// <param name="Quarantine">Number of quarantine lines.</param>
/// <param name="RescuedValues">Number of rescued values.</param>
sealed record BatchCheckpoint(int Rows, IReadOnlyList<int> ChildRows, int Raw, int Quarantine, long RescuedValues);
