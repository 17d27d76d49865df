namespace BiPipeline.Toolkit.Athena;

/// <summary>Applying views stopped at one of them. What is done stays; applying again goes on from there.</summary>
public sealed class ViewApplyException : Exception
{
    /// <summary>A stop.</summary>
    public ViewApplyException(string view, string problem, IReadOnlyList<string> done, IReadOnlyList<string> notDone, Exception? innerException = null)
        : base($"View '{view}': {problem.TrimEnd('.')}. Done: {List(done)}. Not done: {List(notDone)}. Mend it and apply again.", innerException) =>
        (View, Done, NotDone) = (view, done, notDone);

    /// <summary>The view it stopped at.</summary>
    public string View { get; }

    /// <summary>Views that were created, replaced or dropped before.</summary>
    public IReadOnlyList<string> Done { get; }

    /// <summary>Views that are still to be done, the one it stopped at first.</summary>
    public IReadOnlyList<string> NotDone { get; }

    static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
