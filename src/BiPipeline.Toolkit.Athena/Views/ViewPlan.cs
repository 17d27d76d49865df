namespace BiPipeline.Toolkit.Athena;

/// <summary>What applying views would do. Data: compare it, print it, test it. Made by <see cref="ViewPlanner"/>, done by <see cref="ViewApplier"/>.</summary>
/// <param name="Database">The database.</param>
/// <param name="Steps">One step a view in the order they are done, bases first; then the orphans.</param>
public sealed record ViewPlan(string Database, IReadOnlyList<ViewStep> Steps)
{
    /// <summary>True when there is nothing to create or replace; orphans are left alone unless they are asked for.</summary>
    public bool IsEmpty => !Steps.Any(step => step.Action is ViewAction.Create or ViewAction.Replace or ViewAction.Stale);

    /// <inheritdoc/>
    public bool Equals(ViewPlan? other) => other is not null && Database == other.Database && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Database, Steps.Count);

    /// <summary>The plan as lines, unchanged views left out; <c>nothing to do</c> when there is nothing.</summary>
    public override string ToString()
    {
        var lines = Steps.Where(step => step.Action != ViewAction.Unchanged).Select(step => step.ToString()).ToList();
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
