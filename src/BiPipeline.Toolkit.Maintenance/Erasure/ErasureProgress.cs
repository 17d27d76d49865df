namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The progress of one scan of an <see cref="Erasure"/>.</summary>
/// <param name="Objects">Number of objects that were searched.</param>
/// <param name="ObjectCount">Number of all objects of the scan.</param>
public sealed record ErasureProgress(int Objects, int ObjectCount);
