namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a verification found of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">Number of events, rows or objects.</param>
/// <param name="Places">Keys of objects or folders, sorted; at most <see cref="MostPlaces"/>.</param>
public sealed record VerificationFinding(FindingKind Kind, long Count, IReadOnlyList<string> Places)
{
    /// <summary>Largest number of places that a finding names, 1,000.</summary>
    public const int MostPlaces = 1000;

    const int ShownPlaces = 3;

    /// <summary>Whether it is a fault; false for a note.</summary>
    public bool IsFault => Kind <= FindingKind.BaselineDiffers;

    /// <summary>What it means and what to do, in one sentence or two.</summary>
    public string Advice => Kind switch
    {
        FindingKind.Damaged => "objects are damaged. Restore them from a version or a copy; or delete them, and flatten their raw again.",
        FindingKind.Missing =>
            "events of raw are in no row and no quarantine line. Flatten the raw objects again: it writes what is missing.",
        FindingKind.Differs => "rows have other values than their raw events. Delete the objects, and flatten their raw again.",
        FindingKind.WithoutRaw => "rows or lines are of events that raw lacks. Restore the raw objects, or find who else wrote.",
        FindingKind.WrongPartition => "rows are in a partition where they do not belong. Delete the objects, and flatten their raw again.",
        FindingKind.OutsideProjection => "objects are where no query looks. Move what they should be, or delete them.",
        FindingKind.UnknownName => "objects have no name of this toolkit; queries may read them. Find who wrote them, and delete them.",
        FindingKind.NameDiffers => "objects do not have the content that their names say. Restore them, or flatten their raw again.",
        FindingKind.WrongSchema =>
            "objects do not fit the schemas of the lake. Restore schemas/, or delete the objects and flatten their raw again.",
        FindingKind.BaselineDiffers => "backfills do not have the rows of their receipts. Retract them, and backfill again.",
        FindingKind.TwoGenerations => "events have rows of two schema versions; views show the newer. A rebuild drops the older rows.",
        FindingKind.InFlight => "events are on their way: raw is younger than the settled time. Verify again later.",
        FindingKind.RawExpired => "rows are of raw that a lifecycle rule has removed. They are counted, not proven.",
        FindingKind.NoRaw => "rows are in a lake without raw. They are counted, not proven.",
        _ => "dated rows have no marker: a backfill has not finished. Run it again, or retract it.",
    };

    /// <summary>Returns the finding in one line.</summary>
    public override string ToString()
    {
        var more = Places.Count > ShownPlaces ? ", …" : "";
        var places = Places.Count == 0 ? "" : $" ({string.Join(", ", Places.Take(ShownPlaces))}{more})";
        return string.Create(CultureInfo.InvariantCulture, $"{(IsFault ? "FAULT" : "note ")}  {Count:N0} {Advice}{places}");
    }
}
