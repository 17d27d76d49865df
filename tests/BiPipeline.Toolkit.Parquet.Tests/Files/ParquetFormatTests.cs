namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class ParquetFormatTests
{
    static readonly IReadOnlyList<ColumnSpec> OneColumn = [new("a", DataType.Int)];

    [Fact]
    public void Extension_IsParquet() => new ParquetFormat().Extension.ShouldBe("parquet");

    [Fact]
    public void Fingerprint_Defaults_NamesEveryOptionAndVersion() =>
        new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.None }).Fingerprint.ShouldBe("parquet 0.1.0 r1 none page=1048576,20000 dictionary=1048576 delta=1 statistics=64");

    [Fact]
    public void Fingerprint_Codecs_NameTheirRevision()
    {
        new ParquetFormat().Fingerprint.ShouldContain(" snappy ");
        new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.Gzip }).Fingerprint.ShouldContain($"gzip-{Environment.Version} ");
    }

    [Fact]
    public void Fingerprint_IgnoresTheNumberOfThreads() =>
        new ParquetFormat().WithThreads(7).Fingerprint.ShouldBe(new ParquetFormat().Fingerprint);

    [Fact]
    public void Fingerprint_AnyOptionChanged_Differs()
    {
        ParquetOptions[] options =
        [
            new(),
            new() { Codec = ParquetCodec.Gzip },
            new() { Codec = ParquetCodec.None },
            new() { PageBytes = 2048 },
            new() { PageRows = 2048 },
            new() { DictionaryBytes = 2048 },
            new() { DeltaIntegers = false },
            new() { DeltaDatesAndDecimals = false },
            new() { DeltaIntegers = false, DeltaDatesAndDecimals = false },
            new() { StatisticsBytes = 2048 },
        ];

        options.Select(option => new ParquetFormat(option).Fingerprint).Distinct().Count().ShouldBe(options.Length);
        typeof(ParquetOptions).GetProperties().Count(property => property.SetMethod is not null).ShouldBe(7, "a new option belongs in the fingerprint and in this test");
    }

    [Fact]
    public void Options_OutOfRange_AreAllReported() =>
        Should.Throw<ToolkitOptionsException>(() => new ParquetFormat(new() { PageBytes = 1, PageRows = 0, DictionaryBytes = -1, StatisticsBytes = 7, Codec = null! })).Message.ShouldStartWith(
            "ParquetOptions: Codec is null; expected a codec. Use ParquetCodec.None for no compression. PageBytes is 1; expected 1,024 to 64 MiB. PageRows is 0; expected 1 to 10,000,000. "
            + "DictionaryBytes is -1; expected 0 to 64 MiB. StatisticsBytes is 7; expected 8 to 65,536.");

    [Theory]
    [InlineData("A", "int", "Field 'A' of the file has upper-case letters; expected lower case, because engines ignore case.")]
    [InlineData("", "int", "A field of the file has no name; expected one.")]
    [InlineData("b", "int", "Field 'b' is twice in the file; expected unique names.")]
    [InlineData("a", "array<struct<x:int,Y:int>>", "Field 'Y' of the struct 'a.list.element' has upper-case letters; expected lower case, because engines ignore case.")]
    public void Open_NamesThatEnginesConfuse_Throws(string name, string type, string message) =>
        Should.Throw<ArgumentException>(() => new ParquetFormat().Open([new(name, Type(type)), new("b", DataType.Int)], new ArrayBufferWriter<byte>())).Message.ShouldStartWith(message);

    [Fact]
    public void Open_NoColumns_Throws() =>
        Should.Throw<ArgumentException>(() => new ParquetFormat().Open([], new ArrayBufferWriter<byte>())).Message.ShouldStartWith("The Parquet file has no columns; expected at least one.");

    [Fact]
    public void Dispose_WithoutComplete_LeavesNoValidFile()
    {
        var output = new ArrayBufferWriter<byte>();

        using (var writer = new ParquetFormat().Open(OneColumn, output)) { writer.WriteRowGroup(Numbers(10)); }

        output.WrittenSpan[^4..].SequenceEqual("PAR1"u8).ShouldBeFalse();
    }

    [Fact]
    public void Open_ThenDispose_WritesNothing()
    {
        var output = new ArrayBufferWriter<byte>();

        new ParquetFormat().Open(OneColumn, output).Dispose();

        output.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void AfterComplete_NothingCanBeWritten()
    {
        using var writer = new ParquetFormat().Open(OneColumn, new ArrayBufferWriter<byte>());
        writer.Complete([]);

        Should.Throw<InvalidOperationException>(() => writer.WriteRowGroup(Numbers(1))).Message.ShouldBe("The Parquet file is complete; expected an open one. Open another file.");
        Should.Throw<InvalidOperationException>(() => writer.Complete([]));
    }

    [Fact]
    public void AfterDispose_NothingCanBeWritten()
    {
        var writer = new ParquetFormat().Open(OneColumn, new ArrayBufferWriter<byte>());
        writer.Dispose();
        writer.Dispose();

        Should.Throw<ObjectDisposedException>(() => writer.WriteRowGroup(Numbers(1)));
        Should.Throw<ObjectDisposedException>(() => writer.Complete([]));
    }

    [Fact]
    public void WriteRowGroup_OtherColumns_NamesTheFirstDifference()
    {
        using var writer = new ParquetFormat().Open(OneColumn, new ArrayBufferWriter<byte>());

        Should.Throw<ArgumentException>(() => writer.WriteRowGroup(new([new("a", DataType.Int), new("b", DataType.Int)]))).Message.ShouldStartWith("The batch has 2 columns; expected 1.");
        Should.Throw<ArgumentException>(() => writer.WriteRowGroup(new([new("a", DataType.Bigint)]))).Message.ShouldStartWith("Column 1 of the batch is a bigint; expected a int.");
    }

    [Fact]
    public void WriteRowGroup_NoRows_WritesNothing()
    {
        using var writer = new ParquetFormat().Open(OneColumn, new ArrayBufferWriter<byte>());

        writer.WriteRowGroup(new(OneColumn));

        writer.BytesWritten.ShouldBe(0);
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(18, 2)]
    [InlineData(38, 2)]
    public void WriteRowGroup_DecimalWithTooManyDigits_ThrowsWithoutTheValue(int precision, int scale)
    {
        IReadOnlyList<ColumnSpec> specs = [new("d", DataType.Decimal(precision, scale))];
        var limit = Enumerable.Repeat((Int128)10, precision).Aggregate((Int128)1, (product, ten) => product * ten);
        foreach (var value in (Int128[])[limit, -limit])
        {
            using var writer = new ParquetFormat().Open(specs, new ArrayBufferWriter<byte>());
            var exception = Should.Throw<ArgumentException>(() => writer.WriteRowGroup(new Rows(specs, [[value]]).ToBatch()));
            exception.Message.ShouldStartWith($"Column 'd' has a number with too many digits for decimal({precision},{scale}); expected at most {precision}. Check values before you append them.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Complete_AfterAFailedWrite_Throws(int threads)
    {
        IReadOnlyList<ColumnSpec> specs = [new("a", DataType.Int), new("d", DataType.Decimal(1, 0))];
        using var writer = new ParquetFormat().WithThreads(threads).Open(specs, new ArrayBufferWriter<byte>());
        Should.Throw<ArgumentException>(() => writer.WriteRowGroup(new Rows(specs, [[1, (Int128)10]]).ToBatch()));

        Should.Throw<InvalidOperationException>(() => writer.Complete([])).Message.ShouldBe("A write to this Parquet file failed. Dispose it and write the rows to a new file.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_AfterAFailedFile_GivesACorrectFile(int threads)
    {
        IReadOnlyList<ColumnSpec> specs = [new("a", DataType.Array(DataType.Int)), new("d", DataType.Decimal(1, 0))];
        var good = new Rows(specs, [[new List<object?> { 1 }, (Int128)1]]);
        var expected = ParquetFile.Of(new(), good.ToBatch());
        var format = new ParquetFormat().WithThreads(threads);
        using (var writer = format.Open(specs, new ArrayBufferWriter<byte>()))
        {
            Should.Throw<ArgumentException>(() => writer.WriteRowGroup(new Rows(specs, [[null, (Int128)10]]).ToBatch()));
        }

        ParquetFile.Of(format, good.ToBatch()).ShouldBe(expected);
    }

    // An unfinished row is not part of the batch.
    [Fact]
    public void WriteRowGroup_UnfinishedRow_IsNotWritten()
    {
        IReadOnlyList<ColumnSpec> specs = [new("a", DataType.Int), new("l", DataType.Array(DataType.String)), new("m", DataType.Map(DataType.Int)), new("s", DataType.Parse("struct<x:string>"))];
        var rows = new Rows(specs, [[1, new List<object?> { "a" }, new List<(string, object?)> { ("k", 1) }, new object?[] { "x" }], [null, null, null, null]]);
        var batch = rows.ToBatch();
        Rows.Append(batch.Columns[0], null);
        Rows.Append(batch.Columns[1], new List<object?> { "b", null });
        ((MapColumn)batch.Columns[2]).Keys.Append("open"u8);
        ((StructColumn)batch.Columns[3]).Fields[0].AppendNull();

        ParquetFile.Of(new(), batch).ShouldBe(ParquetFile.Of(new(), rows.ToBatch()));
    }

    [Fact]
    public void Open_Stream_GetsTheSameBytes()
    {
        var rows = Numbers(50_000);
        using var stream = new MemoryStream();
        using (var writer = new ParquetFormat().Open(OneColumn, stream))
        {
            writer.WriteRowGroup(rows);
            writer.Complete([]);
        }

        stream.ToArray().ShouldBe(ParquetFile.Of(new(), rows));
    }

    [Fact]
    public void Open_ListChangedSinceTheLastFile_IsReadAgain()
    {
        var format = new ParquetFormat();
        List<ColumnSpec> specs = [new("a", DataType.Int)];
        var before = ParquetFile.Of(format, new ColumnBatch(specs));
        specs[0] = new("b", DataType.String);

        ParquetFile.Of(format, new ColumnBatch(specs)).ShouldBe(ParquetFile.Of(new(), new ColumnBatch([new("b", DataType.String)])));
        before.ShouldBe(ParquetFile.Of(new(), new ColumnBatch([new("a", DataType.Int)])));
    }

    [Fact]
    public void SuppliedCodec_IsUsed()
    {
        var codec = new Reversing();

        new ParquetFormat(new() { Codec = codec }).Fingerprint.ShouldContain(" reversing-7 ");
        ParquetFile.Of(new(new() { Codec = codec }), Numbers(3)).ShouldNotBe(ParquetFile.Of(new(new() { Codec = ParquetCodec.None }), Numbers(3)));
    }

    // The type's parser has other rules.
    static DataType Type(string text) => text == "int" ? DataType.Int : DataType.Array(DataType.Struct(new StructField("x", DataType.Int), new StructField("Y", DataType.Int)));

    static ColumnBatch Numbers(int count) => new Rows(OneColumn, [.. Enumerable.Range(0, count).Select(i => new object?[] { i })]).ToBatch();

    sealed class Reversing() : ParquetCodec("reversing", 6)
    {
        public override string Revision => "7";

        public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output)
        {
            var bytes = page.ToArray();
            Array.Reverse(bytes);
            output.Write(bytes);
        }
    }
}
