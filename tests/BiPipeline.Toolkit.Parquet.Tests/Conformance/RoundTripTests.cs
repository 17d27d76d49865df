namespace BiPipeline.Toolkit.Parquet.Tests;

[Collection(nameof(ConformanceCollection))]
public sealed class RoundTripTests(NodeReaders readers) : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Need.NodeReaders)]
    public void EveryType_WithNulls_ReadsBack() => ShouldReadBack(KnownRows.EveryType, new());

    [RequiresFact(Need.NodeReaders)]
    public void EveryCodec_ReadsBack()
    {
        foreach (var codec in (ParquetCodec[])[ParquetCodec.None, ParquetCodec.Snappy, ParquetCodec.Gzip])
        {
            ShouldReadBack(KnownRows.EveryType, new(new ParquetOptions { Codec = codec }));
        }
    }

    [RequiresFact(Need.NodeReaders)]
    public void DeepestNesting_ReadsBack() => ShouldReadBack(KnownRows.DeepestNesting(), new());

    void ShouldReadBack(Rows rows, ParquetFormat format)
    {
        var file = _directory.Combine($"{format.Options.Codec}.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(format, rows.ToBatch()));
        foreach (var reader in NodeReaders.All)
        {
            readers.Rows(reader, file, rows.Specs).ToJsonString().ShouldBe(Canonical.Of(rows).ToJsonString(), reader);
        }
    }
}
