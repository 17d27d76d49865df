namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Why records of a table are in quarantine.</summary>
/// <param name="Table">The table.</param>
/// <param name="Lines">Number of lines, by the objects' names.</param>
/// <param name="LinesRead">Number of lines that were read, of the newest objects first.</param>
/// <param name="Reasons">Number of the lines read by reason, the most frequent first.</param>
public sealed record QuarantineStatus(string Table, long Lines, long LinesRead, IReadOnlyDictionary<string, long> Reasons)
{
    /// <summary>Whether the reasons are those of a part of the lines.</summary>
    public bool IsSample => LinesRead < Lines;
}
