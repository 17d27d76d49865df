namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Rows, their number of row groups, and the options of the writer.</summary>
public sealed record WriteCase(Rows Rows, int Groups, ParquetOptions Options)
{
    int GroupSize => (Rows.Values.Count + Groups - 1) / Groups;

    internal byte[] Write(int threads = 1) =>
        ParquetFile.Of(new ParquetFormat(Options).WithThreads(threads), [.. Enumerable.Range(0, Groups).Select(group => Rows.ToBatch(group * GroupSize, GroupSize))]);

    /// <summary>The rows of each written row group, without empty ones.</summary>
    internal IReadOnlyList<Rows> RowsOfGroups() =>
        GroupSize == 0 ? [] : [.. Rows.Values.Chunk(GroupSize).Select(rows => new Rows(Rows.Specs, rows))];

    public override string ToString() =>
        $"{string.Join(", ", Rows.Specs.Select(spec => $"{spec.Name} {spec.Type}"))}; {Rows.Values.Count} rows in {Groups} groups; {Options}\n{Canonical.Of(Rows).ToJsonString()}";
}
