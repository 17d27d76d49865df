namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// View files or their views can't be used as they are: every problem is listed, one sentence each, with its place. Or applying a plan
/// stopped at a view: then <see cref="View"/> names it, what is applied stays, and applying again goes on from there.
/// </summary>
public sealed class ViewException : Exception
{
    /// <summary>These problems.</summary>
    public ViewException(IReadOnlyList<string> problems)
        : base(string.Join(" ", problems)) => Problems = problems;

    internal ViewException(ViewStep step, Exception reason, IReadOnlyList<string> applied, IReadOnlyList<string> notApplied)
        : base(Stop(step, reason.Message, applied, notApplied), reason) =>
        (Problems, View, Applied, NotApplied) = ([Message], step.Name, applied, notApplied);

    /// <summary>One sentence a problem.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The view that applying stopped at; null when nothing was being applied.</summary>
    public string? View { get; }

    /// <summary>Views that were created, replaced or dropped before the stop.</summary>
    public IReadOnlyList<string> Applied { get; } = [];

    /// <summary>Views that are still to be done, the one it stopped at first.</summary>
    public IReadOnlyList<string> NotApplied { get; } = [];

    static string Stop(ViewStep step, string problem, IReadOnlyList<string> applied, IReadOnlyList<string> notApplied) =>
        $"View '{step.Name}'{(step.View is { } view ? $" of {view.Source}" : "")}: {problem.TrimEnd('.')}. "
        + $"Done: {List(applied)}. Not done: {List(notApplied)}. Fix it and apply again.";

    static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
