using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Parquet.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Maintenance.Tests.Reading;

/// <summary>
/// Reads files of our writer and of DuckDB's, and compares with the rows of the tests, with DuckDB's own reading, and byte for byte with what
/// our writer makes of the columns.
/// </summary>
public sealed class ParquetReaderTests : IDisposable
{
    const string Key = "f.parquet";

    readonly TemporaryDirectory _directory = new();
    readonly DuckDb _duckDb = new();
    int _files;

    public void Dispose()
    {
        _duckDb.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task EveryType_ReadsBack() => await ShouldReadBackAsync(new(KnownRows.EveryType, 2, new()));

    [Fact]
    public async Task DeepestNesting_ReadsBack() => await ShouldReadBackAsync(new(KnownRows.DeepestNesting(), 1, new()));

    [Fact]
    public async Task FileWithoutRows_HasColumnsAndNoRowGroup()
    {
        var file = new WriteCase(new(KnownRows.EveryType.Specs, []), 1, new()).Write();

        using var reader = await OpenAsync(file);

        (reader.RowCount, reader.RowGroups.Count).ShouldBe((0, 0));
        reader.Columns.Select(Text).ShouldBe(KnownRows.EveryType.Specs.Select(Text));
    }

    [Fact]
    public void AnySchemaAndRows_ReadBack() =>
        Prop.ForAll(AnyRows.Cases, write => ShouldReadBackAsync(write).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 40, full: 400)).WithReplay(20261129UL, 1UL));

    [Fact]
    public void AnySchemaAndRows_RewrittenByDuckDb_ReadBack() =>
        Prop.ForAll(AnyRows.Cases, write => ShouldReadOfDuckDbAsync(write).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 25, full: 200)).WithReplay(20261129UL, 3UL));

    [Theory]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(LakeFileReaders.MemoryBytes)]
    public async Task StreamThatOnlyGoesForward_ReadsBack(int memoryBytes)
    {
        var write = new WriteCase(KnownRows.EveryType, 2, new());
        var store = await StoreAsync(write.Write());

        using var file = await SeekableFile.OfAsync(await new StreamedStore(store).OpenReadAsync(Key), memoryBytes, CancellationToken.None);
        using var reader = ParquetFileReader.Open(Key, file);

        Read(reader).ToJsonString().ShouldBe(Canonical.Of(write.Rows).ToJsonString());
    }

    [Fact]
    public async Task Metadata_OfOurFiles_IsRead()
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new ParquetFormat().Open([new("a", DataType.Int)], output);
        writer.Complete([new("bipipeline.table", "orders"), new("bipipeline.schema_sha256", "ab")]);

        using var reader = await OpenAsync(output.WrittenSpan.ToArray());

        reader.Metadata["bipipeline.table"].ShouldBe("orders");
        reader.Metadata["bipipeline.schema_sha256"].ShouldBe("ab");
    }

    [Fact]
    public async Task OtherColumns_AreRefused()
    {
        using var reader = await OpenAsync(new WriteCase(new([new("a", DataType.Int), new("b", DataType.Decimal(9, 2))], [[1, null]]), 1, new()).Write());

        Should.Throw<InvalidDataException>(() => reader.ReadRowGroup(0, new([new("a", DataType.Int)])))
            .Message.ShouldBe("Object 'f.parquet' has 2 columns; expected the 1 of its schema.");
        Should.Throw<InvalidDataException>(() => reader.ReadRowGroup(0, new([new("a", DataType.Int), new("b", DataType.Decimal(9, 3))])))
            .Message.ShouldBe("Column 2 of object 'f.parquet' is b decimal(9,2); expected b decimal(9,3) of its schema.");
    }

    [Fact]
    public async Task TypeOfNoSchema_IsRefused()
    {
        var file = _directory.Combine("other.parquet");
        _duckDb.Sql($"COPY (SELECT 1::UTINYINT AS small) TO '{file}' (FORMAT parquet)");

        (await Should.ThrowAsync<InvalidDataException>(async () => await OpenAsync(await File.ReadAllBytesAsync(file)))).Message.ShouldContain("Column 'small' is Int32");
    }

    [Fact]
    public async Task TimeBetweenMilliseconds_IsRefused()
    {
        var file = _directory.Combine("micros.parquet");
        _duckDb.Sql($"COPY (SELECT TIMESTAMP '2026-11-29 00:00:00.000001' AS at) TO '{file}' (FORMAT parquet)");
        using var reader = await OpenAsync(await File.ReadAllBytesAsync(file));

        Should.Throw<InvalidDataException>(() => reader.ReadRowGroup(0, new([new("at", DataType.Timestamp)]))).Message.ShouldContain("whole number of milliseconds");
    }

    // Headers of pages and the footer have no checksum, so rows may be others; nothing else happens than a refusal in one line.
    [Fact]
    public async Task FlippedBits_AreRefusedInOneLineOrReadAsRows()
    {
        var rows = new Rows([new("t", DataType.String), new("a", DataType.Array(DataType.Int))], [["abcdefgh", new List<object?> { 1, 2 }], [null, null], ["x", new List<object?>()]]);
        var file = new WriteCase(rows, 1, new ParquetOptions { Codec = ParquetCodec.None }).Write();
        var step = TestVolume.Of(usual: 7, full: 1);
        var refused = 0;
        for (var bit = 0; bit < file.Length * 8; bit += step)
        {
            if (await RefusalAsync(file, bit) is not { } refusal) { continue; }
            refused++;
            refusal.ShouldNotContain("\n");
            refusal.ShouldContain("'f.parquet'");
        }
        refused.ShouldBeGreaterThan(file.Length * 8 / step / 3);
    }

    [Fact]
    public async Task FlippedBitsOfValues_AreRefused()
    {
        var file = new WriteCase(new([new("t", DataType.String)], [["abcdefgh"], ["x"]]), 1, new ParquetOptions { Codec = ParquetCodec.None }).Write();
        var text = file.AsSpan().IndexOf("abcdefgh"u8);
        for (var bit = text * 8; bit < (text + 8) * 8; bit++) { (await RefusalAsync(file, bit))!.ShouldContain("CRC"); }
    }

    static async Task<string?> RefusalAsync(byte[] file, int bit)
    {
        var damaged = (byte[])file.Clone();
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        try
        {
            using var reader = await OpenAsync(damaged);
            Read(reader);
            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    [Fact]
    public async Task TruncatedFile_IsRefused()
    {
        var file = new WriteCase(KnownRows.EveryType, 1, new()).Write();

        foreach (var length in new[] { 0, 3, 11, file.Length / 2, file.Length - 1 })
        {
            (await Should.ThrowAsync<InvalidDataException>(() => OpenAsync(file[..length]))).Message.ShouldStartWith("Object 'f.parquet' can't be read as Parquet: ");
        }
    }

    async Task ShouldReadBackAsync(WriteCase write)
    {
        var file = write.Write();
        using var reader = await OpenAsync(file);

        reader.Columns.Select(Text).ShouldBe(write.Rows.Specs.Select(Text));
        reader.RowGroups.ShouldBe(write.RowsOfGroups().Select(rows => rows.Values.Count));
        reader.RowCount.ShouldBe(write.Rows.Values.Count);
        var batches = Batches(reader);
        Join(batches).ToJsonString().ShouldBe(_duckDb.Rows(Save(file), write.Rows.Specs).ToJsonString(), "DuckDB");
        Join(batches).ToJsonString().ShouldBe(Canonical.Of(write.Rows).ToJsonString());
        if (batches.Count > 0) { ParquetFile.Of(new(write.Options), batches).ShouldBe(file); }
    }

    // Version 2 has the newer encodings. Not for generated rows: of a page without values, DuckDB 1.5.6 writes no header, and Arrow refuses it.
    [Theory]
    [InlineData("V1")]
    [InlineData("V2")]
    public async Task ManyRows_RewrittenByDuckDb_ReadBack(string version)
    {
        var rows = new Rows(
            [new("n", DataType.Bigint), new("t", DataType.String), new("d", DataType.Decimal(30, 2)), new("at", DataType.Timestamp), new("x", DataType.Double)],
            [.. Enumerable.Range(0, 5000).Select(i => new object?[] { i * 7L, i % 5 == 0 ? null : $"text {i % 900}", (Int128)i * i, 1_700_000_000_000L + i, i / 4.0 })]);
        await ShouldReadOfDuckDbAsync(new(rows, 1, new()), version);
    }

    async Task ShouldReadOfDuckDbAsync(WriteCase write, string version = "V1")
    {
        var target = _directory.Combine(string.Create(CultureInfo.InvariantCulture, $"{_files++}.parquet"));
        _duckDb.Sql($"COPY (SELECT * FROM read_parquet('{Save(write.Write())}', hive_partitioning = false)) TO '{target}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION {version})");
        using var reader = await OpenAsync(await File.ReadAllBytesAsync(target));

        // What DuckDB reads of its own file: its dictionaries have one entry for 0 and -0.
        Read(reader).ToJsonString().ShouldBe(_duckDb.Rows(target, write.Rows.Specs).ToJsonString());
        reader.Columns.Select(Text).ShouldBe(write.Rows.Specs.Select(Text));
    }

    static System.Text.Json.Nodes.JsonArray Read(ILakeFileReader reader) => Join(Batches(reader));

    static List<ColumnBatch> Batches(ILakeFileReader reader)
    {
        List<ColumnBatch> batches = [];
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            var batch = new ColumnBatch(reader.Columns);
            reader.ReadRowGroup(group, batch);
            batch.RowCount.ShouldBe(reader.RowGroups[group]);
            batches.Add(batch);
        }
        return batches;
    }

    static System.Text.Json.Nodes.JsonArray Join(IEnumerable<ColumnBatch> batches) =>
        new([.. batches.SelectMany(batch => CanonicalBatch.Of(batch)).Select(row => row?.DeepClone())]);

    static string Text(ColumnSpec spec) => $"{spec.Name} {spec.Type}";

    static async Task<InMemoryObjectStore> StoreAsync(byte[] file)
    {
        var store = new InMemoryObjectStore();
        await store.PutAsync(Key, ObjectContent.Of(file));
        return store;
    }

    static async Task<ILakeFileReader> OpenAsync(byte[] file) => await LakeFileReaders.OpenAsync(await StoreAsync(file), Key, CancellationToken.None);

    // Each with its own name, because DuckDB caches files by name and time.
    string Save(byte[] bytes)
    {
        var file = _directory.Combine(string.Create(CultureInfo.InvariantCulture, $"{_files++}.parquet"));
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
