namespace BiPipeline.Toolkit.Athena;

/// <summary>The plan of one view, with the reason.</summary>
/// <param name="Name">The view's name.</param>
/// <param name="Action">The action.</param>
/// <param name="Reason">The reason in a few words.</param>
/// <param name="View">The view; null for an orphan.</param>
public sealed record ViewStep(string Name, ViewAction Action, string Reason, ViewDefinition? View)
{
    /// <summary>Returns the step as a line of a printed plan.</summary>
    public override string ToString() => Action switch
    {
        ViewAction.Create => $"+ {Name}: create ({Reason})",
        ViewAction.Replace => $"~ {Name}: replace ({Reason})",
        ViewAction.Stale => $"! {Name}: stale ({Reason})",
        ViewAction.Orphan => $"? {Name}: orphan ({Reason})",
        _ => $"  {Name}: unchanged",
    };
}
