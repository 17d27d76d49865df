namespace BiPipeline.Toolkit.Athena;

/// <summary>The conditions of SQL for some partitions of a lake's table, which Athena uses to read only their objects.</summary>
static class LakeConditions
{
    /// <summary>Returns the conditions; empty for a table without partitions.</summary>
    internal static IReadOnlyList<string> Of(LatestTable table, IReadOnlyList<LakePartition> partitions)
    {
        List<string> conditions = [];
        if (table.Lake.Partitions.Count > 0) { conditions.Add(Partitions(table.Lake, partitions)); }
        if (partitions is [{ IsRun: true } run])
        {
            conditions.Add($"\"$path\" BETWEEN {Path(table, run.Objects[0].Key)} AND {Path(table, run.Objects[^1].Key)}");
        }
        return conditions;
    }

    static string Partitions(LakeTable table, IReadOnlyList<LakePartition> partitions)
    {
        var names = table.Partitions.Select(partition => SqlText.Name(partition.Name)).ToArray();
        string[] parts =
        [
            .. partitions.GroupBy(partition => string.Join('/', partition.Values.SkipLast(1)), StringComparer.Ordinal)
                .Select(group => string.Join(
                    " AND ",
                    [
                        .. group.First().Values.SkipLast(1).Select((value, i) => $"{names[i]} = {SqlText.Literal(value)}"),
                        $"{names[^1]} IN ({string.Join(", ", group.Select(partition => SqlText.Literal(partition.Values[^1])))})",
                    ])),
        ];
        return parts.Length == 1 ? parts[0] : $"({string.Join(" OR ", parts.Select(part => $"({part})"))})";
    }

    static string Path(LatestTable table, string key) => SqlText.Literal($"{table.Target.Location.TrimEnd('/')}/{key}");
}
