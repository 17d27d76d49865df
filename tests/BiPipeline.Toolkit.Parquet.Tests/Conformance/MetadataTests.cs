using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static BiPipeline.Toolkit.Parquet.Tests.FileStructure;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Compares footer, page index and checksums with the data, field by field, with hyparquet's Thrift reader and zlib.</summary>
[Collection(nameof(ConformanceCollection))]
public sealed class MetadataTests(NodeReaders readers) : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Need.NodeReaders)]
    [Trait("Category", "Slow")]
    public void AnyRows_Metadata_DescribesThem()
    {
        var file = _directory.Combine("t.parquet");
        Prop.ForAll(AnyRows.Cases, write =>
        {
            File.WriteAllBytes(file, write.Write());
            new MetadataCheck(write, readers.Structure(file)).Run();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 100, full: 200)).WithReplay(20261123UL, 11UL));
    }

    [RequiresFact(Need.NodeReaders)]
    public void Footer_HasWriterMetadataAndOrder()
    {
        var file = _directory.Combine("t.parquet");
        using (var stream = File.Create(file))
        using (var writer = new ParquetFormat().Open([new("a", DataType.Int), new("b", DataType.String)], stream))
        {
            writer.Complete([new("bipipeline.schema_sha256", "00ff"), new("naïve", "☕")]);
        }

        var footer = readers.Structure(file).Footer;

        Text(footer["field_6"]).ShouldBe("bipipeline-toolkit version 0.1.0");
        footer["field_5"]!.AsArray().Select(pair => (Text(pair!["field_1"]), Text(pair["field_2"]))).ShouldBe([("bipipeline.schema_sha256", "00ff"), ("naïve", "☕")]);
        Number(footer["field_1"]).ShouldBe(1);
        Number(footer["field_3"]).ShouldBe(0);
        footer["field_7"]!.AsArray().Count.ShouldBe(2);
    }

    [RequiresFact(Need.NodeReaders)]
    public void SortedColumns_AreDeclared()
    {
        var file = _directory.Combine("t.parquet");
        var rows = new Rows(
            [new("up", DataType.Bigint), new("down", DataType.Bigint), new("same", DataType.Int), new("text", DataType.String), new("gaps", DataType.Date), new("flag", DataType.Boolean)],
            [.. Enumerable.Range(0, 50).Select(i => new object?[] { (long)i, (long)-i, 1, $"{i:d3}", i == 3 ? null : i, i > 20 })]);
        File.WriteAllBytes(file, ParquetFile.Of(new(), rows.ToBatch()));

        var sorting = readers.Structure(file).Groups[0]["field_4"]!.AsArray();

        sorting.Select(column => (Number(column!["field_1"]), column["field_2"]!.GetValue<bool>(), column["field_3"]!.GetValue<bool>()))
            .ShouldBe([(0, false, false), (3, false, false), (5, false, false)]);
    }

    [RequiresFact(Need.NodeReaders)]
    public void Nan_OmitsBounds()
    {
        var file = _directory.Combine("t.parquet");
        var rows = new Rows([new("d", DataType.Double)], [[1.0], [double.NaN], [2.0]]);
        File.WriteAllBytes(file, ParquetFile.Of(new(), rows.ToBatch()));

        var chunk = readers.Structure(file).Chunks.Single();

        chunk.ColumnIndex.ShouldBeNull();
        chunk.Metadata["field_12"]!.AsObject().Select(field => field.Key).ShouldBe(["field_3"]);
        readers.Rows("duckdb", file, rows.Specs).ToJsonString().ShouldBe(Canonical.Of(rows).ToJsonString());
    }

    [RequiresFact(Need.NodeReaders)]
    public void Zeros_AreBoundedByBothSigns()
    {
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), new Rows([new("d", DataType.Double)], [[0.0], [-0.0]]).ToBatch()));

        var statistics = readers.Structure(file).Chunks.Single().Metadata["field_12"]!;

        statistics["field_6"]!.GetValue<string>().ShouldBe("0000000000000080");
        statistics["field_5"]!.GetValue<string>().ShouldBe("0000000000000000");
    }

    static string Text(JsonNode? bytes) => System.Text.Encoding.UTF8.GetString(Convert.FromHexString(bytes!.GetValue<string>()));
}
