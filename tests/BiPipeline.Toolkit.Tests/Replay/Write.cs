namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A step of a table's history.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">Which of the table's few keys.</param>
/// <param name="Amount">The item's amount in cents.</param>
/// <param name="Lines">How many lines the item has.</param>
/// <param name="Seconds">Seconds since the step before.</param>
/// <param name="Gap">What the sequence number grows by.</param>
sealed record Write(WriteKind Kind, int Key, int Amount, int Lines, int Seconds, int Gap);
