using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>Where an input is cut into chunks decides about no record: neither its row nor its quarantine line.</summary>
public sealed class ChunkReadingTests
{
    const int MaxRecordBytes = 20_000;

    static readonly TableSchema Schema = Orders.Schema;

    static readonly JsonSerializerOptions[] Indents =
    [
        .. Enumerable.Range(0, 6).Select(spaces => new JsonSerializerOptions
        {
            WriteIndented = true,
            IndentSize = spaces,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }),
    ];

    static FileInput Input(byte[] bytes) => FileInput.From("input", bytes.Length, () => new MemoryStream(bytes, writable: false));

    // Every line of every zone, in order.
    static List<string> Read(byte[] bytes, int chunkBytes, int maxRecordBytes = MaxRecordBytes)
    {
        List<string> lines = [];
        var flattener = new RecordFlattener(Schema, new FlattenOptions { MaxRecordBytes = maxRecordBytes }) { AsOf = DateTimeOffset.UnixEpoch };
        using var chunks = new ChunkReader(Input(bytes), chunkBytes, maxRecordBytes);
        try
        {
            while (chunks.Read() is { } chunk)
            {
                flattener.Clear();
                flattener.Flatten(chunk.Bytes, chunk.Sequence, chunk.IsLast);
                if (chunk.TooLarge is { } large) { flattener.RejectTooLarge(large.Bytes, large.Sha256); }
                var batch = flattener.Batches[0];
                var ids = (BytesColumn)batch.Columns["_event_id"];
                var read = Enumerable.Range(0, batch.Columns.RowCount).Select(row => (Record: batch.Records[row], Line: Encoding.UTF8.GetString(ids[row])));
                var rejected = Enumerable.Range(0, batch.Quarantine.Count).Select(i => (Record: batch.Quarantine.Records[i], Line: Encoding.UTF8.GetString(batch.Quarantine.Line(i))));
                lines.AddRange(read.Concat(rejected).OrderBy(line => line.Record).Select(line => line.Line));
                chunks.Return(chunk);
            }
        }
        catch (PayloadException exception)
        {
            // Nothing of the input counts then.
            return [exception.Message[..exception.Message.IndexOf(" (byte", StringComparison.Ordinal)]];
        }
        return lines;
    }

    static string Indented(string json, int spaces) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Indents[spaces]);

    // Python's indent=0: line breaks, and brackets at the start of a line inside a record.
    static string Unindented(string json) => string.Join('\n', Indented(json, 1).Split('\n').Select(line => line.TrimStart(' ')));

    static string Record(int i, Random random)
    {
        var text = new[] { "x", "}\\n{", "\\\"}{\\\"", "[", "é", "\\u007d", new string('y', random.Next(3000)) }[random.Next(7)];
        var json = new Change($"o{i}", $"{i + 1}") { Text = text, Lines = random.Next(4), Poison = random.Next(20) == 0 }.Json;
        return random.Next(4) switch
        {
            0 => Indented(json, random.Next(1, 5)),
            1 => Unindented(json),
            _ => json,
        };
    }

    static string Document(ref int i, Random random)
    {
        List<string> records = [];
        for (var n = random.Next(5); n >= 0; n--) { records.Add(Record(i++, random)); }
        return random.Next(12) switch
        {
            0 => $$"""{"Records":[{{string.Join(random.Next(2) == 0 ? "," : ",\n  ", records)}}]}""",
            1 => $"[\n{string.Join(",\n", records)}\n]",
            2 => $$"""{"Count":1,"Records":[{{string.Join(',', records)}}],"tail":{"a":[{"b":1}]} }""",
            3 => string.Concat(records),
            4 => string.Join(",\n", records) + ",",
            5 => $"plain text {i}",
            6 => records[0] + new string(' ', random.Next(3000)),
            7 => "\"quoted\" 5 null " + records[0],
            _ => string.Join(random.Next(2) == 0 ? "\n" : "\r\n", records),
        };
    }

    static byte[] File(Random random, bool mutate)
    {
        var i = 0;
        var text = new StringBuilder();
        for (var documents = random.Next(1, 12); documents > 0; documents--) { text.Append(Document(ref i, random)).Append(new[] { "\n", "\r\n", "\n\n", "\n  \n" }[random.Next(4)]); }
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var edits = mutate ? random.Next(1, 6) : 0; edits > 0 && bytes.Length > 2; edits--)
        {
            var at = random.Next(bytes.Length - 1);
            bytes = random.Next(6) switch
            {
                0 => [.. bytes[..at], .. "\n"u8, .. bytes[at..]],
                1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(40))..]],
                2 => [.. bytes[..at], (byte)"{}[]\",:\\\n"[random.Next(9)], .. bytes[at..]],
                3 => [.. bytes[..at], 0xFF, .. bytes[at..]],
                4 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(new string('"', random.Next(30_000))), .. bytes[at..]],
                _ => [.. bytes[..at], .. "}\n  {"u8, .. bytes[at..]],
            };
        }
        return bytes;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Records_OverSeveralLines_AreWholeAtAnyBorder(int indent)
    {
        // What json.dumps(indent=2) and jq without -c write, 1.9 MB.
        var records = Enumerable.Range(0, 3_000).Select(i => new Change($"o{i}", $"{i + 1}") { Lines = 3, Text = "}\\n{" }.Json).ToArray();
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', records.Select(record => indent == 0 ? Unindented(record) : Indented(record, indent))));

        foreach (var chunk in new[] { 1024, 64 * 1024, 512 * 1024 })
        {
            Read(bytes, chunk).ShouldBe(Enumerable.Range(0, 3_000).Select(i => $"e-o{i}-{i + 1}"), $"chunks of {chunk}");
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void ChunkSize_OverGeneratedFiles_ChangesNoLine()
    {
        var random = new Random(20261128);
        for (var i = 0; i < TestVolume.Of(usual: 150, full: 3_000); i++)
        {
            var bytes = File(random, mutate: i % 3 > 0);
            var expected = Read(bytes, 8 * 1024 * 1024);
            foreach (var chunk in new[] { 1024, random.Next(1025, 8000), 64 * 1024 })
            {
                var actual = Read(bytes, chunk);
                if (!actual.SequenceEqual(expected)) { Assert.Fail($"File {i}, chunks of {chunk}: {Difference(actual, expected)}\n{Convert.ToBase64String(bytes)}"); }
            }
        }
    }

    [Fact]
    public void QuarantineLine_BesideInvalidUtf8_IsItsOwn()
    {
        const string broken = """{"eventID":"a","eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"x":{"Q":[}},"SequenceNumber":"1"}}""";
        byte[] alone = [.. Encoding.UTF8.GetBytes(broken), (byte)'\n'];
        byte[] beside = [.. alone, .. "{\"eventID\":\"b"u8, 0xFF, .. "\"}\n"u8];

        Read(beside, 64 * 1024)[0].ShouldBe(Read(alone, 64 * 1024)[0]);
        Read(beside, 64 * 1024)[1].ShouldContain("not UTF-8");
    }

    [Fact]
    public void Record_OverTheLimit_IsKnownByLengthAndHash_AndItsNeighboursAreRows()
    {
        var good = new Change("a", "1").Json;
        var large = new Change("b", "2") { Text = new string('z', 2 * MaxRecordBytes) }.Json;
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(large)));
        var bytes = Encoding.UTF8.GetBytes($"{good}\n{large}\n{good}\n");
        foreach (var chunk in new[] { 1024, 30_000, 1024 * 1024 })
        {
            Read(bytes, chunk).ShouldBe(
                ["e-a-1", $"{{\"reason\":\"the record is larger than the limit (byte {MaxRecordBytes})\",\"length\":{large.Length},\"sha256\":\"{sha}\"}}", "e-a-1"], $"chunks of {chunk}");
        }
    }

    [Fact]
    public void ScanOutput_LargerThanTheLargestRecord_IsReadItemByItem()
    {
        var items = Enumerable.Range(0, 500).Select(i => $$$"""{"id":{"S":"o{{{i}}}"},"text":{"S":"{{{new string('t', 200)}}}"}}""").ToArray();
        foreach (var text in new[] { $$"""{"Items":[{{string.Join(',', items)}}],"Count":500,"ScannedCount":500}""", Indented($$"""{"Items":[{{string.Join(',', items)}}],"Count":500}""", 4) })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes.Length.ShouldBeGreaterThan(5 * MaxRecordBytes);

            Read(bytes, 1024).Count.ShouldBe(500);
            Read(bytes, 1024).ShouldBe(Read(bytes, 1024 * 1024));
        }
    }

    [Fact]
    public void Document_ThatIsIncomplete_IsAnError()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"Records":[{{new Change("a", "1").Json}},""");

        foreach (var chunk in new[] { 64, 1024 * 1024 }) { Read(bytes, chunk)[^1].ShouldContain("not a Lambda event"); }
    }

    [Theory]
    [InlineData("E00100EA", "Ion binary")]
    [InlineData("1F8B0800", "gzip inside gzip")]
    [InlineData("28B52FFD", "Zstandard")]
    [InlineData("504B0304", "zip")]
    [InlineData("50415231", "Parquet")]
    [InlineData("89504E470D0A", "picture")]
    [InlineData("FFFE7B00", "UTF-16")]
    [InlineData("2269642220", "")]
    [InlineData("226964222C2276220A226B31222C2231220A", "CSV")]
    public void Input_OfAnotherFormat_IsNamed(string hex, string name)
    {
        var bytes = Convert.FromHexString(hex);
        // Gzip by its first bytes is decompressed: what is inside is looked at.
        if (hex.StartsWith("1F8B", StringComparison.Ordinal)) { bytes = Gzip(Gzip(bytes)); }
        if (name.Length == 0)
        {
            Read(bytes, 1024).Count.ShouldBe(1);
            return;
        }

        Should.Throw<InvalidDataException>(() => Read(bytes, 1024)).Message.ShouldContain(name);
    }

    [Fact]
    public async Task Records_OfLargeItems_StayWithinBounds()
    {
        // Items of DynamoDB's 400 KB, every character a six-byte escape, in an attribute that no column takes.
        var count = TestVolume.Of(usual: 24, full: 950);
        var text = string.Concat(Enumerable.Repeat("\\u0001", 390_000));
        var record = new Change("o", "1").Json.Replace("\"NewImage\":{", $"\"NewImage\":{{\"blob\":{{\"S\":\"{text}\"}},", StringComparison.Ordinal) + "\n";
        var bytes = Encoding.UTF8.GetBytes(record);
        var input = FileInput.From("large", 0, () => new RepeatedStream(bytes, count));
        var store = new InMemoryObjectStore();
        var options = new FilePipelineOptions { Schemas = [Schema], Flatten = new FlattenOptions { KeepRecords = false } };

        var outcome = await new FilePipeline(store, options).RunAsync([input]);

        (outcome.Rows, outcome.Rescued, outcome.Quarantined).ShouldBe((count, count, 0));
    }

    [Fact]
    public async Task Run_LargeItems_AnyChunksAndThreads_ChangeNoByte()
    {
        // 60 MB: blocks end by their bytes, and row groups with them.
        var records = Enumerable.Range(0, 300).Select(i => new Change($"o{i}", $"{i + 1}") { Text = new string((char)('a' + (i % 26)), i % 7 == 0 ? 50 : 230_000) });
        var bytes = Change.LinesOf(records);
        InMemoryObjectStore? expected = null;
        foreach (var (chunk, threads) in new[] { (64 * 1024, 1), (1_000_003, 3), (16 * 1024 * 1024, 2) })
        {
            var store = new InMemoryObjectStore();
            var options = new FilePipelineOptions { Schemas = [Schema], ChunkBytes = chunk, Threads = threads, Flatten = new FlattenOptions { KeepRecords = false } };
            await new FilePipeline(store, options).RunAsync([Input(bytes)]);

            expected ??= store;
            store.Keys.ShouldBe(expected.Keys);
            store.Keys.Where(key => !store[key].Span.SequenceEqual(expected[key].Span)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData('[')]
    [InlineData('x')]
    [InlineData(' ')]
    public async Task Line_OfOneCharacter_IsBoundedAndNamed(char character)
    {
        // 60 MB; as gzip 60 KB.
        var length = TestVolume.Of(usual: 20, full: 60) * 1_000_000;
        var line = Encoding.UTF8.GetBytes(new string(character, 100_000));
        var good = Encoding.UTF8.GetBytes(new Change("a", "1").Json + "\n");
        var input = FileInput.From("line", 0, () => new JoinedStream(new MemoryStream(good), new RepeatedStream(line, length / line.Length), new MemoryStream([(byte)'\n', .. good])));
        var store = new InMemoryObjectStore();

        var outcome = await new FilePipeline(store, new FilePipelineOptions { Schemas = [Schema] }).RunAsync([input]);

        outcome.Rows.ShouldBe(2);
        outcome.Quarantined.ShouldBe(character == ' ' ? 0 : 1);
        outcome.BytesOut.ShouldBeLessThan(50_000);
    }

    static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest)) { gzip.Write(bytes); }
        return compressed.ToArray();
    }

    static string Difference(List<string> actual, List<string> expected)
    {
        var at = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {at} of {actual.Count} and {expected.Count}\n{actual.ElementAtOrDefault(at)}\n{expected.ElementAtOrDefault(at)}";
    }
}
