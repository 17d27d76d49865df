namespace BiPipeline.Toolkit.Athena;

/// <summary>What applying views did.</summary>
/// <param name="Created">Views that are new, in the order they were created.</param>
/// <param name="Replaced">Views that were replaced, in that order.</param>
/// <param name="Dropped">Orphans that were dropped.</param>
/// <param name="Unchanged">Views that were left alone.</param>
public sealed record ViewOutcome(
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Replaced,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<string> Unchanged)
{
    /// <summary>True when something was written.</summary>
    public bool HasChanges => Created.Count + Replaced.Count + Dropped.Count > 0;

    /// <summary>One line.</summary>
    public override string ToString() => HasChanges
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Created.Count} created, {Replaced.Count} replaced, {Dropped.Count} dropped, {Unchanged.Count} unchanged")
        : "nothing to do";
}
