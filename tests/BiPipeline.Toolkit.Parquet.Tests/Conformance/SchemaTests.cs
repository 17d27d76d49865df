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
        var rows = Orders.Table(random, 0, 60_000);
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), rows.ToBatch(0, 45_000), rows.ToBatch(45_000, 15_000)));
        var expected = Canonical.Of(rows).ToJsonString();

        foreach (var reader in NodeReaders.All) { (readers.Rows(reader, file, rows.Specs).ToJsonString() == expected).ShouldBeTrue(reader); }
    }
}
