namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Checks whether a lake can take a baseline, or the window of an incremental export.</summary>
/// <param name="store">The lake.</param>
/// <param name="options">The schemas, and what is allowed.</param>
sealed class LakeChecks(IObjectStore store, BackfillOptions options)
{
    // Current views look at changes from an hour before a baseline.
    static readonly TimeSpan Lookback = TimeSpan.FromHours(1);

    /// <summary>Returns the problems of the lake.</summary>
    internal async Task<IReadOnlyList<string>> RunAsync(TableExport export, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var schema in options.Pipeline.Schemas)
        {
            var problem = export.From is { } from
                ? await WindowProblemAsync(schema, from, export.AsOf, cancellationToken).ConfigureAwait(false)
                : await UndatedProblemAsync(schema, cancellationToken).ConfigureAwait(false);
            if (problem is not null) { problems.Add(problem); }
        }
        return problems;
    }

    async Task<string?> UndatedProblemAsync(TableSchema schema, CancellationToken cancellationToken)
    {
        if (options.AllowUndatedChanges) { return null; }
        var prefix = await PrefixOfUndatedAsync(schema, cancellationToken).ConfigureAwait(false);
        return prefix is not null && await HasChangesAsync(prefix, _ => true, cancellationToken).ConfigureAwait(false)
            ? $"Table '{schema.Table}' has changes without a time ('{prefix}'), which a baseline hides; expected none. "
                + "Flatten them again with their times, or allow undated changes."
            : null;
    }

    // The raw zone is by event day, and changes without a time have the unknown day. Without raw objects, the partition of 'from' has them,
    // beside changes of that day.
    async Task<string?> PrefixOfUndatedAsync(TableSchema schema, CancellationToken cancellationToken)
    {
        var raw = LakeLayout.TablePrefix(LakeZone.Raw, schema.Table);
        if (await HasChangesAsync(raw, _ => true, cancellationToken).ConfigureAwait(false))
        {
            return $"{raw}{LakeLayout.DayFolder(LakeLayout.UnknownDay)}/";
        }
        return schema.Partitions is [{ Source: PartitionField.EventTimeSource } day, ..]
            ? $"{LakeLayout.TablePrefix(LakeZone.Processed, schema.Table)}{LakeLayout.PartitionFolder(day.Name, day.Fallback)}/"
            : null;
    }

    async Task<string?> WindowProblemAsync(TableSchema schema, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var markers = await LakeBaselines.ListAsync(store, schema.Table, cancellationToken).ConfigureAwait(false);
        if (markers.Any(key => key.WindowStart == from && key.AsOf == to)) { return null; }
        if (!markers.Any(key => key.IsBaseline))
        {
            return $"Table '{schema.Table}' has no baseline; expected one that the window continues. Backfill a full export first.";
        }
        var end = markers.Max(key => key.AsOf);
        if (from != end)
        {
            var kind = from < end ? "overlaps what is in the lake" : "leaves a gap";
            return $"The window of table '{schema.Table}' begins at {Instant.Text(from)} and {kind}; expected {Instant.Text(end)}. "
                + $"Export the window from {Instant.Text(end)}.";
        }
        var baseline = markers.Where(key => key.IsBaseline).Max(key => key.AsOf);
        var prefix = LakeLayout.TablePrefix(LakeZone.Processed, schema.Table);
        return await HasChangesAsync(prefix, key => IsSince(schema, key, baseline - Lookback), cancellationToken).ConfigureAwait(false)
            ? $"Table '{schema.Table}' has changes of a stream since its baseline of {Instant.Text(baseline)}; expected none, because an "
                + "incremental export does not name what was inserted and deleted inside its window. Backfill a full export."
            : null;
    }

    async Task<bool> HasChangesAsync(string prefix, Func<LakeKey, bool> counts, CancellationToken cancellationToken)
    {
        var none = LakeLayout.SequenceText([]);
        await foreach (var item in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // Rows with a sequence number are changes.
            if (!LakeLayout.TryParseKey(item.Key, out var key) || !counts(key)) { continue; }
            if (key.FirstSequence != none || key.LastSequence != none) { return true; }
        }
        return false;
    }

    // Only partitions by event time show the time of a change.
    static bool IsSince(TableSchema schema, LakeKey key, DateTimeOffset time)
    {
        if (schema.Partitions is not [{ Source: PartitionField.EventTimeSource } field, ..]) { return true; }
        var first = LakeLayout.PartitionFolder(field.Name, field.Format(time.UtcDateTime));
        return string.CompareOrdinal(key.Partition.Split('/')[0], first) >= 0;
    }
}
