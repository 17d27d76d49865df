namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A step of a table's history.</summary>
/// <param name="Kind">The action.</param>
/// <param name="Key">The key, one of a few.</param>
/// <param name="Amount">The item's amount in cents.</param>
/// <param name="Lines">Number of lines of the item.</param>
/// <param name="Seconds">Seconds since the previous step.</param>
/// <param name="Gap">The increase of the sequence number.</param>
sealed record Write(WriteKind Kind, int Key, int Amount, int Lines, int Seconds, int Gap);
