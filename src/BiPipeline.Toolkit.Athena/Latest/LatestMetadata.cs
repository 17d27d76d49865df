namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// An estimate of what a schedule of refreshes keeps in an Iceberg table's metadata. Each commit writes a file that lists all snapshots
/// that are kept: without VACUUM the bytes grow with the square of the commits.
/// </summary>
/// <param name="Commits">Number of commits a day.</param>
/// <param name="Maintained">Bytes of metadata at most with an optimize every day, from the sixth day on.</param>
/// <param name="After30Days">Bytes of metadata after 30 days without one.</param>
public sealed record LatestMetadata(double Commits, long Maintained, long After30Days)
{
    // Measured elsewhere: 1.54 TiB of metadata after six weeks of one commit per minute. Each file has one entry more than the file before.
    const double SnapshotBytes = 926;

    // Athena's defaults: vacuum_max_snapshot_age_seconds, vacuum_max_metadata_files_to_keep.
    const double KeptDays = 5;
    const double KeptFiles = 100;

    const double Month = 30;

    /// <summary>Estimates the metadata of a refresh at every interval.</summary>
    /// <param name="interval">The time between two refreshes, above zero.</param>
    /// <param name="commits">Number of statements of a refresh that change the table, 1 or more. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static LatestMetadata Estimate(TimeSpan interval, int commits = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(commits, 1);
        var daily = TimeSpan.FromDays(1) / interval * commits;
        // A day's files until the next VACUUM, each with the snapshots of the days that are kept and of this day.
        var maintained = (daily + KeptFiles) * (KeptDays + 1) * daily * SnapshotBytes;
        var all = daily * Month;
        return new(daily, (long)maintained, (long)(all * all / 2 * SnapshotBytes));
    }
}
