namespace BiPipeline.Toolkit.Lake;

/// <summary>The result of a <see cref="LakeWriter"/>'s call.</summary>
/// <param name="Objects">The stored objects, in the order of their puts.</param>
/// <param name="Failures">The objects that could not be stored.</param>
public sealed record LakeCommit(IReadOnlyList<LakeObject> Objects, IReadOnlyList<LakeFailure> Failures)
{
    /// <summary>Whether every object is stored.</summary>
    public bool IsComplete => Failures.Count == 0;

    /// <summary>Number of objects that did not exist before.</summary>
    public int CreatedObjects => Objects.Count(item => item.Outcome == PutOutcome.Created);

    /// <summary>Returns this commit, or throws when an object is missing.</summary>
    /// <exception cref="IOException">An object could not be stored; the message names the first.</exception>
    public LakeCommit ThrowIfIncomplete()
    {
        if (IsComplete) { return this; }
        var first = Failures[0];
        var count = string.Create(CultureInfo.InvariantCulture, $"{Failures.Count} of {Failures.Count + Objects.Count} objects");
        var cause = $"the first is {first.Key}: {first.Exception.Message}";
        // A refusal has the fix; other failures need only another run.
        var next = first.Exception is StoreRefusedException ? "" : " Run again; stored objects are not written twice.";
        throw new IOException($"{count} could not be stored; {cause}{next}", first.Exception);
    }
}
