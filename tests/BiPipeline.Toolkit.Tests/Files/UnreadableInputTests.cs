using System.Text;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>What no record of can be read, and what is said of records that can't.</summary>
public sealed class UnreadableInputTests
{
    static FilePipelineOptions Options => new() { Schemas = [Orders.Schema] };

    static FileInput Input(string name, byte[] bytes, bool canReopen = true) => FileInput.From(name, bytes.Length, () => new MemoryStream(bytes, writable: false), canReopen);

    static byte[] Unreadable(int lines) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(i => $$"""{"a":{{i}}}""" + "\n")));

    [Theory]
    [InlineData(1, "The only record of other.json can't be read: ")]
    [InlineData(300, "None of the first 300 records of other.json can be read: ")]
    public async Task Run_InputWithoutAReadableRecord_IsAnErrorBeforeAnyPut(int lines, string message)
    {
        var store = new InMemoryObjectStore();
        var good = Input("good.json", Change.LinesOf(Orders.Some(200)));

        foreach (FileInput[] inputs in (FileInput[][])[[Input("other.json", Unreadable(lines))], [good, Input("other.json", Unreadable(lines))], [Input("other.json", Unreadable(lines), canReopen: false)]])
        {
            (await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, Options).RunAsync(inputs))).Message.ShouldStartWith(message);
            store.Keys.ShouldBeEmpty();
        }
    }

    // A picture: 888 records, 888 quarantined, exit code 0.
    [Theory]
    [InlineData("PNG", "is a picture; expected records as JSON.")]
    [InlineData("PDF", "is a PDF file; expected records as JSON.")]
    [InlineData("Parquet", "is a Parquet file; expected records as JSON.")]
    [InlineData("Ion binary", "is an Ion binary file; expected Ion text or DynamoDB JSON. Export again with the format DYNAMODB_JSON.")]
    [InlineData("gzip of gzip", "is gzip inside gzip; expected records after one decompression. Decompress it once.")]
    [InlineData("zip", "is a zip file; expected gzip or no compression. Unpack it.")]
    public async Task Run_BinaryInput_IsNamedBeforeAnyPut(string format, string message)
    {
        var good = Input("good.json", Change.LinesOf(Orders.Some(200)));
        var other = Input("other.bin", Binary(format));
        foreach (var inputs in new FileInput[][] { [other], [good, other], [good, good, other, good] })
        {
            foreach (var allows in new[] { false, true })
            {
                var store = new InMemoryObjectStore();

                (await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, Options with { AllowUnreadable = allows && inputs.Length == 1 }).RunAsync(inputs))).Message
                    .ShouldBe($"other.bin {message}");
                store.Keys.ShouldBeEmpty();
            }
        }
    }

    static byte[] Binary(string format)
    {
        var records = Change.LinesOf(Orders.Some(20));
        switch (format)
        {
            case "PNG": return [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. Enumerable.Range(0, 2_000).Select(i => (byte)(i * 37))];
            case "PDF": return [.. "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"u8];
            case "Ion binary": return [0xE0, 0x01, 0x00, 0xEA, 0xEE, 0x9A, 0x81, 0x83];
            case "gzip of gzip": return Gzip(Gzip(records));
            case "Parquet":
                var writer = new System.Buffers.ArrayBufferWriter<byte>();
                using (var file = new BiPipeline.Toolkit.Parquet.ParquetFormat().Open([new("a", DataType.String)], writer)) { file.Complete([]); }
                return writer.WrittenSpan.ToArray();
            default:
                using (var stream = new MemoryStream())
                {
                    using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
                    {
                        using var entry = zip.CreateEntry("records.json").Open();
                        entry.Write(records);
                    }
                    return stream.ToArray();
                }
        }
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(output, System.IO.Compression.CompressionLevel.Fastest)) { gzip.Write(bytes); }
        return output.ToArray();
    }

    [Fact]
    public async Task Run_UnreadableBeginningOfALongPipe_EndsBeforeAnyPut()
    {
        var store = new InMemoryObjectStore();
        byte[] bytes = [.. Unreadable(5_000), .. Change.LinesOf(Orders.Some(200))];
        var options = Options with { ChunkBytes = 64 * 1024, Writer = new() { OpenObjects = 1 } };

        var failure = await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, options).RunAsync([Input("pipe", bytes, canReopen: false)]));

        failure.Message.ShouldStartWith("None of the first ");
        store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OneReadableRecordAmongTheFirst_IsRead()
    {
        byte[] bytes = [.. Unreadable(4_000), .. Change.LinesOf([new("a", "1")]), .. Unreadable(4_000)];

        var outcome = await new FilePipeline(new InMemoryObjectStore(), Options).RunAsync([Input("mixed.json", bytes), Input("empty.json", [])]);

        (outcome.Records, outcome.Rows, outcome.Quarantined).ShouldBe((8_001, 1, 8_000));
    }

    [Fact]
    public async Task Run_AllowUnreadable_PutsItInQuarantineWithItsReasons()
    {
        byte[] bytes = [.. Unreadable(30), .. "{broken\n"u8];

        var outcome = await new FilePipeline(new InMemoryObjectStore(), Options with { AllowUnreadable = true }).RunAsync([Input("other.json", bytes)]);

        outcome.Quarantined.ShouldBe(31);
        outcome.Reasons.Values.Sum().ShouldBe(31);
        outcome.Reasons.First().Value.ShouldBe(30);
        outcome.Reasons.Keys.ShouldAllBe(reason => !reason.Contains("(byte", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ColumnsAndPoliciesThatMeetNothing_AreNamed()
    {
        var schema = TableSchema.Parse("""
            { "table": "orders", "keys": ["id"], "columns": [
                { "name": "id", "path": "id", "type": "string" },
                { "name": "text", "path": "text", "type": "string" },
                { "name": "txet", "path": "txet", "type": "string" } ],
              "unknown": "rescue",
              "policies": [ { "path": "text", "action": "hash" }, { "path": "owner.emial", "action": "drop" } ],
              "children": [ { "table": "order_lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" }, { "name": "quantity", "path": "quantity", "type": "int" } ] } ] }
            """);
        var options = new FilePipelineOptions { Schemas = [schema], Flatten = new() { HashKey = new byte[32] } };
        foreach (var threads in (int[])[1, 3])
        {
            var outcome = await new FilePipeline(new InMemoryObjectStore(), options with { Threads = threads }).RunAsync([Input("lines.json", Change.LinesOf([new("a", "1") { Lines = 2 }, new("b", "2")]))]);

            outcome.EmptyColumns.ShouldBe(["orders.txet", "order_lines.quantity"]);
            outcome.UnmetPolicies.ShouldBe(["owner.emial"]);
        }
    }
}
