namespace BiPipeline.Toolkit.Maintenance;

/// <summary>What a verification will read. <see cref="ToString"/> prints it.</summary>
public sealed class VerificationPlan
{
    internal VerificationPlan(
        string lake,
        DateTimeOffset time,
        SchemaFamilies families,
        UnitCalendar calendar,
        IReadOnlyList<VerificationUnit> units,
        RawCoverage coverage,
        FindingLog findings)
    {
        (Lake, Time, Families, Calendar, Units, Coverage, Findings) = (lake, time, families, calendar, units, coverage, findings);
        Tables = [.. families.All.SelectMany(family => family.Tables)];
    }

    /// <summary>The lake.</summary>
    public string Lake { get; }

    /// <summary>The tables, parents and children.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>When the lake was listed.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Number of parts that are verified alone: days or months of events, or 1.</summary>
    public int UnitCount => Units.Count;

    /// <summary>Number of objects.</summary>
    public long Objects => Units.Sum(unit => unit.Objects);

    /// <summary>Number of stored bytes.</summary>
    public long Bytes => Units.Sum(unit => unit.Bytes);

    /// <summary>Number of rows and lines, by the names of the objects.</summary>
    public long Rows => Units.Sum(unit => unit.Rows);

    internal SchemaFamilies Families { get; }

    internal UnitCalendar Calendar { get; }

    internal IReadOnlyList<VerificationUnit> Units { get; }

    internal RawCoverage Coverage { get; }

    /// <summary>What the listing alone shows.</summary>
    internal FindingLog Findings { get; }

    /// <summary>Returns the plan in lines.</summary>
    public override string ToString()
    {
        var versions = Families.All.Select(family => $"{family.Given.Table} {string.Join(", ", family.Versions
            .Select(schema => schema.Version)
            .Distinct()
            .Order()
            .Select(version => PlanText.Line($"v{version}")))}");
        var division = Calendar.IsDivided ? "" : ": a table is partitioned by a column, so all is compared at once";
        return string.Join('\n', (string[])
        [
            $"verify {Lake}",
            $"  schemas    {string.Join("; ", versions)}",
            PlanText.Line($"  data       {Objects:N0} objects, {Rows:N0} rows and lines, {Bytes / 1e6:N1} MB stored"),
            PlanText.Line($"  units      {UnitCount:N0}{division}"),
        ]);
    }
}
