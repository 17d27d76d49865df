namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Finds the small objects of closed partitions, and cuts them into units.</summary>
sealed class CompactionPlanner(IMaintenanceStore store, CompactionOptions options)
{
    readonly List<CompactionPartition> _partitions = [];
    readonly List<RewriteUnit> _units = [];
    int _openPartitions;

    /// <summary>Lists the tables' objects and returns the plan.</summary>
    internal async Task<CompactionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var receipts = await new OpenReceipts(store).ListAsync(cancellationToken).ConfigureAwait(false);
        // Inputs are about to be deleted, and outputs must stay until then.
        var taken = receipts.SelectMany(item => item.Receipt.Inputs.Concat(item.Receipt.Outputs))
            .Select(item => item.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var schema in options.Schemas)
        {
            foreach (var table in schema.GetTables())
            {
                await AddAsync(LakeZone.Processed, table.Name, table.Partitions, taken, cancellationToken).ConfigureAwait(false);
            }
            PartitionField[] day = [new(LakeLayout.DayColumn, PartitionField.EventTimeSource, PartitionTransform.Day)];
            await AddAsync(LakeZone.Raw, schema.Table, day, taken, cancellationToken).ConfigureAwait(false);
            await AddAsync(LakeZone.Quarantine, schema.Table, day, taken, cancellationToken).ConfigureAwait(false);
        }
        return new(store.Location, _partitions, _units, _openPartitions, receipts.Count);
    }

    async Task AddAsync(
        LakeZone zone, string table, IReadOnlyList<PartitionField> fields, HashSet<string> taken, CancellationToken cancellationToken)
    {
        SortedDictionary<string, List<(RewriteInput Input, DateTimeOffset Time)>> partitions = new(StringComparer.Ordinal);
        var prefix = LakeLayout.TablePrefix(zone, table);
        await foreach (var item in store.ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (!LakeLayout.TryParseKey(item.Key, out var key)) { continue; }
            if (!partitions.TryGetValue(key.Partition, out var objects)) { partitions.Add(key.Partition, objects = []); }
            objects.Add((new(key, item.Bytes), item.LastModified));
        }
        foreach (var (partition, objects) in partitions) { Add(zone, table, partition, EndOf(fields, partition), objects, taken); }
    }

    void Add(
        LakeZone zone,
        string table,
        string partition,
        DateTimeOffset? end,
        List<(RewriteInput Input, DateTimeOffset Time)> objects,
        HashSet<string> taken)
    {
        var closed = options.TimeProvider.GetUtcNow() - options.Age;
        (RewriteInput Input, DateTimeOffset Time)[] small =
        [
            .. objects.Where(item => item.Input.Bytes < options.SmallBytes && !taken.Contains(item.Input.Key.ToString())),
        ];
        if (small.Length < options.MinObjects) { return; }
        RewriteInput[] chosen = [.. small.Where(item => (end ?? item.Time) <= closed).Select(item => item.Input)];
        if (chosen.Length < options.MinObjects)
        {
            _openPartitions++;
            return;
        }
        RewriteUnit[] units = [.. RewriteUnit.Cut(chosen).Where(unit => unit.ObjectCount > 1)];
        if (units.Length == 0) { return; }
        _units.AddRange(units);
        _partitions.Add(new(
            zone,
            table,
            partition,
            objects.Count,
            objects.Sum(item => item.Input.Bytes),
            units.Sum(unit => unit.ObjectCount),
            units.Sum(unit => unit.Bytes),
            units.Sum(unit => (int)(1 + (unit.Bytes / options.Writer.ObjectBytes)))));
    }

    /// <summary>Returns the end of a partition's events; null where the partition does not follow from their time.</summary>
    static DateTimeOffset? EndOf(IReadOnlyList<PartitionField> fields, string partition)
    {
        foreach (var (field, folder) in fields.Zip(partition.Split('/')))
        {
            if (field.Source != PartitionField.EventTimeSource || field.Transform == PartitionTransform.Identity) { continue; }
            var value = folder[(folder.IndexOf('=', StringComparison.Ordinal) + 1)..];
            const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTimeOffset.TryParseExact(value, field.DateFormat, CultureInfo.InvariantCulture, utc, out var start)) { return null; }
            return field.Transform switch
            {
                PartitionTransform.Hour => start.AddHours(1),
                PartitionTransform.Day => start.AddDays(1),
                _ => start.AddMonths(1),
            };
        }
        return null;
    }
}
