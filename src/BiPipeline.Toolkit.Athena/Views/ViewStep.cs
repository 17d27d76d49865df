namespace BiPipeline.Toolkit.Athena;

/// <summary>What is to be done about one view, and why.</summary>
/// <param name="Name">The view's name.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="View">The view; null for an orphan.</param>
public sealed record ViewStep(string Name, ViewAction Action, string Reason, ViewDefinition? View)
{
    /// <summary>The step as a line of a printed plan.</summary>
    public override string ToString() => Action switch
    {
        ViewAction.Create => $"+ {Name}: create ({Reason})",
        ViewAction.Replace => $"~ {Name}: replace ({Reason})",
        ViewAction.Stale => $"! {Name}: stale ({Reason})",
        ViewAction.Orphan => $"? {Name}: orphan ({Reason})",
        _ => $"  {Name}: unchanged",
    };
}
