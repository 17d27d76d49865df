namespace BiPipeline.Toolkit.Athena;

/// <summary>What a refresh would do: the statements in their order, as data for printing, comparison and tests.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="IsFill">Whether the table is filled and compared with the lake, before the view reads it.</param>
/// <param name="Statements">The statements; empty when no partition has changed.</param>
public sealed record LatestRefreshPlan(string Table, bool IsFill, IReadOnlyList<LatestStatement> Statements)
{
    /// <summary>Number of bytes of the lake's objects that the statements read, at most.</summary>
    public long Bytes => Statements.Sum(statement => statement.Bytes);

    /// <summary>The newest baseline whose rows the table has afterwards; null for none.</summary>
    internal DateTimeOffset? Baseline { get; init; }

    /// <summary>The baseline of the view; null for none.</summary>
    internal DateTimeOffset? Bound { get; init; }

    /// <summary>The receipt on which the plan is based.</summary>
    internal LatestReceipt Start { get; init; } = LatestReceipt.None;

    /// <summary>Whether a refresh would change nothing, not even the receipt.</summary>
    internal bool IsEmpty => !IsFill && Statements.Count == 0 && Start.Baseline == Baseline && Start.Bound == Bound;

    /// <inheritdoc/>
    public bool Equals(LatestRefreshPlan? other) =>
        other is not null && Table == other.Table && IsFill == other.IsFill && Statements.SequenceEqual(other.Statements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Table, IsFill, Statements.Count);

    /// <summary>Returns the plan as lines; <c>nothing to do</c> for an empty plan.</summary>
    public override string ToString()
    {
        if (IsEmpty) { return $"{Table}: nothing to do"; }
        List<string> lines = [$"{Table}: {(IsFill ? "fill" : "refresh")}"];
        lines.AddRange(Statements.Select(statement => string.Create(
            CultureInfo.InvariantCulture,
            $"  {statement.What}{(statement.Bytes > 0 ? $", {statement.Bytes:N0} bytes" : "")}")));
        if (IsFill) { lines.Add("  compare with the lake"); }
        return string.Join('\n', lines);
    }
}
