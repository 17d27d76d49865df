namespace BiPipeline.Toolkit.Lake;

/// <summary>What a <see cref="LakeWriter"/> came to.</summary>
/// <param name="Objects">The objects that are stored, in the order they were put.</param>
/// <param name="Failures">The objects that are not.</param>
public sealed record LakeCommit(IReadOnlyList<LakeObject> Objects, IReadOnlyList<LakeFailure> Failures)
{
    /// <summary>True when every object is stored.</summary>
    public bool IsComplete => Failures.Count == 0;

    /// <summary>Objects that were not there before.</summary>
    public int CreatedObjects => Objects.Count(item => item.Outcome == PutOutcome.Created);

    /// <summary>This commit, unless an object is missing.</summary>
    /// <exception cref="IOException">An object could not be stored; the message names the first.</exception>
    public LakeCommit ThrowIfIncomplete()
    {
        if (IsComplete) { return this; }
        var first = Failures[0];
        var count = string.Create(CultureInfo.InvariantCulture, $"{Failures.Count} of {Failures.Count + Objects.Count} objects");
        var cause = $"the first is {first.Key}: {first.Exception.Message}";
        // Where the caller has to change something first, the refusal says what.
        var next = first.Exception is StoreRefusedException ? "" : " Run again: what is stored is not written twice.";
        throw new IOException($"{count} could not be stored; {cause}{next}", first.Exception);
    }
}
