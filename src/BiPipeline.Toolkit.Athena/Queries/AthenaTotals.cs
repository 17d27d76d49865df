namespace BiPipeline.Toolkit.Athena;

/// <summary>What a runner's queries came to so far.</summary>
/// <param name="Queries">Queries that ended, one way or another.</param>
/// <param name="ScannedBytes">Bytes they read, which is what is billed.</param>
/// <param name="EngineTime">Time they took in the engine.</param>
public sealed record AthenaTotals(int Queries, long ScannedBytes, TimeSpan EngineTime);
