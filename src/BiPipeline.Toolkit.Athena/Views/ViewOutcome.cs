namespace BiPipeline.Toolkit.Athena;

/// <summary>The result of applying views.</summary>
/// <param name="Created">The new latest tables and views, in order of creation.</param>
/// <param name="Replaced">The altered latest tables and the replaced views, in order.</param>
/// <param name="Dropped">The dropped orphans.</param>
/// <param name="Unchanged">The unchanged views.</param>
public sealed record ViewOutcome(
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Replaced,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<string> Unchanged)
{
    /// <summary>Whether something was written.</summary>
    public bool HasChanges => Created.Count + Replaced.Count + Dropped.Count > 0;

    /// <summary>Returns the outcome in one line.</summary>
    public override string ToString() => HasChanges
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Created.Count} created, {Replaced.Count} replaced, {Dropped.Count} dropped, {Unchanged.Count} unchanged")
        : "nothing to do";
}
