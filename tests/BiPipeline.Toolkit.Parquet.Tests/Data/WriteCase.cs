namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Rows, how many row groups they are cut into, and how they are written.</summary>
public sealed record WriteCase(Rows Rows, int Groups, ParquetOptions Options)
{
    internal byte[] Write(int threads = 1)
    {
        var size = (Rows.Values.Count + Groups - 1) / Groups;
        return ParquetFile.Of(new(Options, threads), [.. Enumerable.Range(0, Groups).Select(group => Rows.ToBatch(group * size, size))]);
    }

    public override string ToString() =>
        $"{string.Join(", ", Rows.Specs.Select(spec => $"{spec.Name} {spec.Type}"))}; {Rows.Values.Count} rows in {Groups} groups; {Options}\n{Canonical.Of(Rows).ToJsonString()}";
}
