namespace BiPipeline.Toolkit.Parquet.Tests;

[Collection(nameof(ConformanceCollection))]
public sealed class SchemaTests(NodeReaders readers) : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Need.NodeReaders)]
    public void FileWithoutRows_ReadsAsNoRows()
    {
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), new ColumnBatch(Orders.Specs)));

        foreach (var reader in NodeReaders.All) { readers.Rows(reader, file, Orders.Specs).ShouldBeEmpty(); }
    }

    [RequiresFact(Need.NodeReaders)]
    [Trait("Category", "Slow")]
    public void Orders_SeveralPagesAndGroups_ReadBack()
    {
        var random = new Random(42);
        var group = TestVolume.Of(usual: 5_000, full: 15_000);
        var rows = Orders.Table(random, 0, 4 * group);
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(new() { PageRows = 4 * group / 3 }), rows.ToBatch(0, 3 * group), rows.ToBatch(3 * group, group)));
        var expected = Canonical.Of(rows).ToJsonString();

        foreach (var reader in NodeReaders.All) { (readers.Rows(reader, file, rows.Specs).ToJsonString() == expected).ShouldBeTrue(reader); }
    }
}
