namespace BiPipeline.Toolkit.Athena;

/// <summary>The plan of one latest table, with the reason.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Action">The action.</param>
/// <param name="Reason">The reason in a few words.</param>
/// <param name="Statements">The statements in order, for the table's own catalog and database.</param>
public sealed record LatestStep(string Name, LatestAction Action, string Reason, IReadOnlyList<string> Statements)
{
    /// <inheritdoc/>
    public bool Equals(LatestStep? other) =>
        other is not null && Name == other.Name && Action == other.Action && Reason == other.Reason
        && Statements.SequenceEqual(other.Statements, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Action, Reason);

    /// <summary>Returns the step as a line of a printed plan.</summary>
    public override string ToString() => Action switch
    {
        LatestAction.Create => $"+ {Name}: create ({Reason})",
        LatestAction.Alter => $"~ {Name}: alter ({Reason})",
        LatestAction.Orphan => $"? {Name}: orphan ({Reason})",
        _ => $"  {Name}: unchanged{(Reason.Length > 0 ? $" ({Reason})" : "")}",
    };
}
