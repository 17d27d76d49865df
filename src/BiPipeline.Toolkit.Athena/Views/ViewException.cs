namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// View files or their views are invalid. Every problem is listed, one sentence each, with its position. Or the application of a plan
/// stopped at a view: then <see cref="View"/> names it, applied views stay, and applying again continues.
/// </summary>
public sealed class ViewException : Exception
{
    /// <summary>Creates the exception with these problems.</summary>
    public ViewException(IReadOnlyList<string> problems)
        : base(string.Join(" ", problems)) => Problems = problems;

    internal ViewException(ViewStep step, Exception reason, IReadOnlyList<string> applied, IReadOnlyList<string> notApplied)
        : base(Stop(step, reason.Message, applied, notApplied), reason) =>
        (Problems, View, Applied, NotApplied) = ([Message], step.Name, applied, notApplied);

    /// <summary>One sentence per problem.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The view at which applying stopped; null when no plan was applied.</summary>
    public string? View { get; }

    /// <summary>Views that were created, replaced or dropped before the stop.</summary>
    public IReadOnlyList<string> Applied { get; } = [];

    /// <summary>Views that are not applied yet, starting with the one at which it stopped.</summary>
    public IReadOnlyList<string> NotApplied { get; } = [];

    static string Stop(ViewStep step, string problem, IReadOnlyList<string> applied, IReadOnlyList<string> notApplied) =>
        $"View '{step.Name}'{(step.View is { } view ? $" of {view.Source}" : "")}: {problem.TrimEnd('.')}. "
        + $"Applied: {List(applied)}. Not applied: {List(notApplied)}. Fix the view and apply again.";

    static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
