namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>A fault that was done to a copy of a lake.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Kinds">One of these kinds must be reported at one of <paramref name="Places"/>.</param>
/// <param name="Places">Where.</param>
/// <param name="Affected">Every place that a finding may name.</param>
sealed record LakeFault(string Name, IReadOnlyList<FindingKind> Kinds, IReadOnlyList<string> Places, IReadOnlyList<string> Affected)
{
    public override string ToString() => $"{Name}: {string.Join("|", Kinds)} at {string.Join(", ", Places)}";
}
