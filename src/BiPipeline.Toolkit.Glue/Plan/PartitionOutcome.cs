namespace BiPipeline.Toolkit.Glue;

/// <summary>What registering partitions came to.</summary>
/// <param name="Registered">Partitions that were not there before.</param>
/// <param name="Elsewhere">Partitions that are registered with another folder than the one given; they keep it. One sentence each.</param>
public sealed record PartitionOutcome(int Registered, IReadOnlyList<string> Elsewhere);
