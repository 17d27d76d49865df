namespace BiPipeline.Toolkit.Athena;

/// <summary>Finds what a latest table has not taken from the lake yet.</summary>
static class LatestRefreshPlanner
{
    const int MaxPartitions = 100;

    /// <summary>Plans a refresh from the listing of the lake.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="table">The table.</param>
    /// <param name="receipt">Its newest receipt.</param>
    /// <param name="bound">The baseline of the deployed view; null for none.</param>
    /// <param name="mergesAll">Whether partitions that are merged are merged again.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the listings.</param>
    /// <exception cref="LatestException">The table would be filled from too much without a baseline.</exception>
    internal static async Task<LatestRefreshPlan> PlanAsync(
        ILakeObjects lake,
        LatestTable table,
        LatestReceipt receipt,
        DateTimeOffset? bound,
        bool mergesAll,
        LatestRefreshOptions options,
        CancellationToken cancellationToken)
    {
        // A marker comes after the objects of its baseline, so a listing after it has them all.
        var baseline = await NewestBaselineAsync(lake, table.Schema.Table, cancellationToken).ConfigureAwait(false);
        var all = await LakePartitions.ListAsync(lake, table.Lake, cancellationToken).ConfigureAwait(false);
        var isLowered = receipt.Bound is { } before && !(bound >= before);
        var isFill = !receipt.IsFilled || isLowered;
        var merged = isLowered || mergesAll ? [] : receipt.Merged.ToDictionary(StringComparer.Ordinal);

        var todo = Pending(table, all, merged, bound);
        if (isFill && bound is null && todo.Sum(partition => partition.Bytes) > options.FillBytes)
        {
            throw TooMuch(table, todo.Sum(partition => partition.Bytes), options.FillBytes);
        }
        List<LatestStatement> statements = [];
        if (IsRaised(receipt, bound) && receipt.Rows > 0)
        {
            statements.Add(new(LatestSql.Purge(table, bound!.Value), $"delete what is older than the baseline {Text(bound.Value)}", 0));
        }
        statements.AddRange(Groups(table, todo, options.StatementBytes).Select(group => Merge(table, group, bound)));
        return new(table.Name, isFill, statements)
        {
            Baseline = baseline,
            Bound = bound,
            Start = receipt with { Merged = merged, IsFilled = !isFill },
        };
    }

    /// <summary>Whether the view's baseline is newer than at the last refresh.</summary>
    internal static bool IsRaised(LatestReceipt receipt, DateTimeOffset? bound) =>
        bound is not null && (receipt.Bound is null || bound > receipt.Bound);

    static async Task<DateTimeOffset?> NewestBaselineAsync(ILakeObjects lake, string table, CancellationToken cancellationToken)
    {
        DateTimeOffset? newest = null;
        await foreach (var (key, _) in lake.ListAsync(LakeLayout.BaselinePrefix(table), cancellationToken).ConfigureAwait(false))
        {
            if (LakeLayout.BaselineTime(key) is { } time && !(time <= newest)) { newest = time; }
        }
        return newest;
    }

    /// <summary>Returns the partitions with objects that are not merged, without those that the view's baseline hides.</summary>
    internal static LakePartition[] Pending(
        LatestTable table,
        IReadOnlyList<LakePartition> all,
        IReadOnlyDictionary<string, string> merged,
        DateTimeOffset? bound)
    {
        var first = BaselineBounds.Of(bound);
        return
        [
            .. all.Where(partition => merged.GetValueOrDefault(partition.Folder) != partition.Digest
                && (first is null || !IsBefore(first, table.Lake, partition))),
        ];
    }

    static bool IsBefore(BaselineBounds first, LakeTable table, LakePartition partition) => table.Partitions.Index().Any(field =>
        field.Item.Source == PartitionField.EventTimeSource
        && string.CompareOrdinal(partition.Values[field.Index], first.First(field.Item)) < 0);

    static LatestStatement Merge(LatestTable table, IReadOnlyList<LakePartition> group, DateTimeOffset? bound)
    {
        var (from, to) = (group[0].Folder, group[^1].Folder);
        var what = group switch
        {
            [{ IsRun: true } run] => string.Create(CultureInfo.InvariantCulture, $"merge {run.Objects.Count} objects of {Named(from)}"),
            [_] => $"merge {Named(from)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"merge {group.Count} partitions, {from} to {to}"),
        };
        return new(LatestMerge.Sql(table, LakeConditions.Of(table, group), bound), what, group.Sum(partition => partition.Bytes))
        {
            Merged = group,
        };
    }

    static string Named(string folder) => folder.Length == 0 ? "all objects" : folder;

    static IEnumerable<IReadOnlyList<LakePartition>> Groups(LatestTable table, IEnumerable<LakePartition> partitions, long bytes)
    {
        List<LakePartition> group = [];
        foreach (var partition in partitions.SelectMany(partition => LakePartitions.Cut(partition, bytes)))
        {
            if (group.Count > 0 && !Fits(table, [.. group, partition], bytes))
            {
                yield return group;
                group = [];
            }
            group.Add(partition);
        }
        if (group.Count > 0) { yield return group; }
    }

    static bool Fits(LatestTable table, List<LakePartition> group, long bytes) =>
        group.Count <= MaxPartitions
        && !group.Exists(partition => partition.IsRun)
        && group.Sum(partition => partition.Bytes) <= bytes
        && LakeConditions.Of(table, group).Sum(condition => Encoding.UTF8.GetByteCount(condition)) <= LatestLimits.PartitionBytes;

    static LatestException TooMuch(LatestTable table, long bytes, long limit) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Table '{table.Name}' would be filled from {bytes:N0} bytes without a baseline; expected at most {limit:N0}. Take a baseline "
            + $"(bipipeline lake backfill) and run views apply, or raise the limit."));

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
