namespace BiPipeline.Toolkit;

/// <summary>
/// Changes of partition rules after which queries no longer find existing files, or look for their rows in other folders.
/// </summary>
static class PartitionConflicts
{
    internal static IReadOnlyList<string> Find(TableSchema earlier, TableSchema later)
    {
        string[] names = [.. later.Partitions.Select(partition => partition.Name)];
        string[] before = [.. earlier.Partitions.Select(partition => partition.Name)];
        return names.SequenceEqual(before, StringComparer.Ordinal)
            ? [.. earlier.Partitions.Zip(later.Partitions).SelectMany(pair => Find(earlier, pair.First, later, pair.Second))]
            : [$"The partition columns are {List(names)}; files are in folders of {List(before)}."];
    }

    static IEnumerable<string> Find(TableSchema earlier, PartitionField before, TableSchema later, PartitionField after)
    {
        var place = $"Partition '{after.Name}'";
        var (source, sourceBefore) = (SourceOf(later, after), SourceOf(earlier, before));
        if (source != sourceBefore) { yield return $"{place} is made from {source}; files are in folders made from {sourceBefore}."; }
        if (before.Transform != after.Transform)
        {
            yield return $"{place} has transform {SchemaWords.Of(after.Transform)}; files are in folders of transform "
                + $"{SchemaWords.Of(before.Transform)}.";
        }
        else if (after.Transform == PartitionTransform.Identity)
        {
            foreach (var problem in FindInValues(place, before.Values, after.Values)) { yield return problem; }
        }
        else
        {
            if (after.From > before.From)
            {
                yield return $"{place} begins at {Day(after.From)}; files are in folders from {Day(before.From)}.";
            }
            if (after.Ahead < before.Ahead)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place} reaches {after.Ahead} days ahead; files are in folders up to {before.Ahead} days ahead.");
            }
        }
    }

    static IEnumerable<string> FindInValues(string place, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        string[] removed = [.. before.Except(after, StringComparer.Ordinal)];
        if (removed.Length > 0) { yield return $"{place} does not list {List(removed)}; files are in folders of that name."; }
        if (before[^1] != after[^1])
        {
            yield return $"{place} keeps unlisted values in '{after[^1]}'; files have them in '{before[^1]}', the last value.";
        }
    }

    // The parts of a column that decide the partition of a record.
    static string SourceOf(TableSchema schema, PartitionField partition)
    {
        if (partition.Source == PartitionField.EventTimeSource) { return PartitionField.EventTimeSource; }
        var column = schema.Columns.First(column => column.Name == partition.Source);
        var unit = column.Unit == TimeUnit.None ? "" : $" in {SchemaWords.Of(column.Unit)}";
        return $"{column.Path} as {column.Type}{unit}{(column.Coerce ? ", coerced" : "")}";
    }

    static string List(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Select(name => $"'{name}'"));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
