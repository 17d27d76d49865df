using System.IO.Compression;
using System.Text;

namespace BiPipeline.Toolkit.Lake.Tests.Writing;

public sealed class LakeWriterTests
{
    readonly InMemoryObjectStore _store = new();

    static readonly LakeWriterOptions Small = new() { RowGroupBytes = 64 * 1024, BufferedBytes = 64 * 1024, ObjectBytes = 1024 * 1024, MemoryBytes = 64 * 1024 };

    async Task<LakeCommit> WriteAsync(TestRecord[] records, LakeWriterOptions? options = null, int callSize = int.MaxValue, ILakeFormat? format = null, IObjectStore? store = null)
    {
        using var writer = new LakeWriter(store ?? _store, format ?? new TextFormat(), options);
        var sequence = 1_000;
        foreach (var part in records.Chunk(Math.Min(callSize, Math.Max(1, records.Length))))
        {
            writer.Append([TestBatches.Of(part, sequence)], part.Length);
            sequence += part.Length;
            await writer.FlushAsync(CancellationToken.None);
        }
        return await writer.CompleteAsync(CancellationToken.None);
    }

    string Text(string key) => Encoding.UTF8.GetString(_store[key].Span);

    string Lines(string key)
    {
        using var gzip = new GZipStream(new MemoryStream(_store[key].ToArray()), CompressionMode.Decompress);
        return new StreamReader(gzip).ReadToEnd();
    }

    static string Folder(string key) => key[..key.LastIndexOf('/')];

    static string Name(string key) => key[(key.LastIndexOf('/') + 1)..];

    [Fact]
    public async Task Complete_RecordsOfEveryKind_WritesThemToTheirZones()
    {
        var commit = await WriteAsync([new("a", Children: 2), new("b", Poison: true), new("c", Day: 1)]);

        _store.Keys.Select(Folder).ShouldBe(
        [
            "processed/t/dt=2026-01-01", "processed/t/dt=2026-01-02", "processed/t_items/dt=2026-01-01",
            "quarantine/t/dt=2026-01-01", "raw/t/dt=2026-01-01", "raw/t/dt=2026-01-02",
        ]);
        Text(_store.Keys[0]).ShouldBe("group\na|a\nbipipeline.table=t\nbipipeline.format=text 1\nbipipeline.first_sequence=1000\nbipipeline.last_sequence=1000\n");
        Text(_store.Keys[2]).ShouldBe("group\na|0|a\na|1|a\nbipipeline.table=t_items\nbipipeline.format=text 1\nbipipeline.first_sequence=1000\nbipipeline.last_sequence=1000\n");
        Lines(_store.Keys[3]).ShouldBe("{\"reason\":\"no\",\"record\":{\"id\":\"b\"}}\n");
        Lines(_store.Keys[4]).ShouldBe("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
        commit.Objects.Select(item => (item.Zone, item.Table, item.Rows)).ShouldBe(
        [
            (LakeZone.Raw, "t", 2), (LakeZone.Raw, "t", 1),
            (LakeZone.Processed, "t", 1), (LakeZone.Processed, "t", 1), (LakeZone.Processed, "t_items", 2),
            (LakeZone.Quarantine, "t", 1),
        ]);
    }

    [Fact]
    public async Task Complete_PutsRawThenProcessedThenQuarantine()
    {
        var store = new RecordingStore(_store);

        await WriteAsync([.. Enumerable.Range(0, 50).Select(i => new TestRecord($"{i}", Day: i % 7, Children: 1, Poison: i % 5 == 0))], store: store);

        store.Created.Select(key => key[..key.IndexOf('/')]).Aggregate(new List<string>(), (zones, zone) =>
        {
            if (zones.Count == 0 || zones[^1] != zone) { zones.Add(zone); }
            return zones;
        }).ShouldBe(["raw", "processed", "quarantine"]);
    }

    // The hash: SHA-256 over schema hash, line feed, fingerprint, line feed, then each event id after its length in four bytes, little-endian.
    [Fact]
    public async Task Complete_Name_HasSequencesRowsAndHash()
    {
        await WriteAsync([new("first"), new("second")]);

        // Of each row the length of the event id, the digest, which is the sequence number here, and the event id.
        byte[] content =
        [
            .. Encoding.UTF8.GetBytes($"{TestBatches.Schema.ComputeHash()}\ntext 1\n"),
            5, 0, 0, 0, 0xE8, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. "first"u8,
            6, 0, 0, 0, 0xE9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. "second"u8,
        ];
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))[..32];
        Name(_store.Keys[0]).ShouldBe($"1000-1001-2-{hash}.txt");
        Name(_store.Keys[1]).ShouldMatch("^1000-1001-2-[0-9a-f]{32}\\.json\\.gz$");
    }

    [Fact]
    public async Task Complete_WithoutSequenceNumbers_IsNamedX()
    {
        var batch = new RecordBatch(TestBatches.Schema);
        ((BytesColumn)batch.Columns["id"]).Append("a"u8);
        ((BytesColumn)batch.Columns[EnvelopeColumns.EventId]).Append("a"u8);
        batch.EndRow(0);
        batch.Raw.Add("{}"u8, "a"u8, default, 0, 0);
        using var writer = new LakeWriter(_store, new TextFormat());
        writer.Append([batch], 1);

        await writer.CompleteAsync(CancellationToken.None);

        _store.Keys.Select(key => key[..(key.IndexOf("-x-1-", StringComparison.Ordinal) + 5)]).ShouldBe(["processed/t/dt=2020-01-01/x-x-1-", "raw/t/dt=1970-01-01/x-x-1-"]);
    }

    [Fact]
    public async Task Complete_IdsWithEqualConcatenation_HaveDifferentNames()
    {
        await WriteAsync([new("a"), new("b\nc")]);
        var first = _store.Keys;
        await WriteAsync([new("a\nb"), new("c")]);

        _store.Keys.Count.ShouldBe(2 * first.Count);
    }

    [Fact]
    public async Task Complete_SameBatchAgain_WritesNothing()
    {
        TestRecord[] records = [new("a", Children: 2), new("b", Poison: true), new("c", Day: 1)];
        var first = await WriteAsync(records);

        var second = await WriteAsync(records);

        second.Objects.ShouldAllBe(item => item.Outcome == PutOutcome.AlreadyExists);
        second.Objects.Select(item => item.Key).ShouldBe(first.Objects.Select(item => item.Key));
        (first.CreatedObjects, second.CreatedObjects).ShouldBe((6, 0));
    }

    [Fact]
    public async Task Complete_OtherFormatOptionsOrSchema_HaveOtherNames()
    {
        await WriteAsync([new("a")]);
        await WriteAsync([new("a")], format: new TextFormat { Fingerprint = "text 2" });
        using var writer = new LakeWriter(_store, new TextFormat());
        writer.Append([TestBatches.Of([new("a")], schema: TestBatches.Schema with { Version = 2 })], 1);
        await writer.CompleteAsync(CancellationToken.None);

        _store.Keys.Count(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Append_RowGroupRows_CutsAtExactlyThatRow()
    {
        await WriteAsync([.. Enumerable.Range(0, 10).Select(i => new TestRecord($"{i}"))], new LakeWriterOptions { RowGroupRows = 4 }, callSize: 3);

        Text(_store.Keys[0]).ShouldBe("group\n0|0\n1|1\n2|2\n3|3\ngroup\n4|4\n5|5\n6|6\n7|7\ngroup\n8|8\n9|9\nbipipeline.table=t\nbipipeline.format=text 1\nbipipeline.first_sequence=1000\nbipipeline.last_sequence=1009\n");
    }

    [Fact]
    public async Task Append_ObjectBytes_RollsToTheNextObject()
    {
        var records = Enumerable.Range(0, 20_000).Select(i => new TestRecord($"{i}", Size: 200)).ToArray();

        var commit = await WriteAsync(records, Small, callSize: 1_000);

        var rows = commit.Objects.Where(item => item.Zone == LakeZone.Processed).ToArray();
        rows.Length.ShouldBeGreaterThan(2);
        rows.Sum(item => item.Rows).ShouldBe(20_000);
        rows.ShouldAllBe(item => item.Bytes < 3_000_000);
        string.Concat(rows.Select(item => string.Concat(Text(item.Key).Split('\n').Where(line => line.Contains('|')).Select(line => line.Split('|')[0] + "\n"))))
            .ShouldBe(string.Concat(records.Select(record => record.Id + "\n")));
    }

    [Fact]
    public async Task Append_MoreThanBuffered_ClosesTheFullestPartitionFirst()
    {
        // Day 0 gets three quarters of each block of 4,096 records, so only its rows exceed the limit and close; day 1 stays open.
        var records = Enumerable.Range(0, 8_192).Select(i => new TestRecord($"{i}", Day: i % 4 == 3 ? 1 : 0, Size: 10)).ToArray();

        await WriteAsync(records, new LakeWriterOptions { RowGroupBytes = 1024 * 1024, BufferedBytes = 1024 * 1024, RowGroupRows = 1_000_000 });
        var groups = _store.Keys.Where(key => key.StartsWith("processed/t/", StringComparison.Ordinal)).Select(key => Text(key).Split("group\n").Length - 1).ToArray();

        groups.Length.ShouldBe(2);
        groups[0].ShouldBeGreaterThanOrEqualTo(groups[1]);
        _store.Keys.Count(key => key.StartsWith("processed/", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Append_MoreOpenObjectsThanAllowed_FinishesTheIdleAndDropsNothing()
    {
        var records = Enumerable.Range(0, 30_000).Select(i => new TestRecord($"{i}", Day: i / 1_000, Children: 1, Poison: i % 100 == 0)).ToArray();

        var commit = await WriteAsync(records, new LakeWriterOptions { OpenObjects = 2 });

        commit.Objects.Where(item => item is { Zone: LakeZone.Processed, Table: "t" }).Sum(item => item.Rows).ShouldBe(29_700);
        commit.Objects.Where(item => item is { Zone: LakeZone.Processed, Table: "t_items" }).Sum(item => item.Rows).ShouldBe(29_700);
        commit.Objects.Where(item => item.Zone == LakeZone.Raw).Sum(item => item.Rows).ShouldBe(30_000);
        commit.Objects.Where(item => item.Zone == LakeZone.Quarantine).Sum(item => item.Rows).ShouldBe(300);
        commit.Objects.Count(item => item.Zone == LakeZone.Raw).ShouldBeLessThan(60);
    }

    // Partitions reuse one another's memory when they end, start and reappear, but must not change one another's rows.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Append_PartitionsThatReappear_KeepTheirRowsInOrder(int rowGroupMib)
    {
        int[] days = [0, 0, 0, 1, 1, 0, 0, 2, 2, 1, 0, 1, 3, 3, 3, 0];
        var records = Enumerable.Range(0, days.Length * 4_096).Select(i => new TestRecord($"{i}", Day: days[i / 4_096], Size: 20)).ToArray();

        await WriteAsync(records, new LakeWriterOptions { RowGroupBytes = rowGroupMib * 1024L * 1024, BufferedBytes = 64L * 1024 * 1024, RowGroupRows = 1_000_000 });

        var written = _store.Keys.Where(key => key.StartsWith("processed/t/", StringComparison.Ordinal)).Select(key => Text(key).Split('\n').Where(line => line.Contains('|')).Select(line => line.Split('|')[0]).ToArray()).ToArray();
        written.Length.ShouldBe(4);
        for (var day = 0; day < 4; day++) { written[day].ShouldBe(records.Where(record => record.Day == day).Select(record => record.Id)); }
    }

    [Fact]
    public async Task Flush_MoreOpenObjectsThanAllowed_StoresThemBeforeTheEnd()
    {
        using var writer = new LakeWriter(_store, new TextFormat(), new LakeWriterOptions { OpenObjects = 2 });
        writer.Append([TestBatches.Of([.. Enumerable.Range(0, 4_096).Select(i => new TestRecord($"{i}", Day: i / 1_024))])], 4_096);

        var commit = await writer.FlushAsync(CancellationToken.None);

        commit.Objects.Select(item => Folder(item.Key)).ShouldBe(["raw/t/dt=2026-01-01", "raw/t/dt=2026-01-02", "processed/t/dt=2026-01-01", "processed/t/dt=2026-01-02"]);
        (await writer.CompleteAsync(CancellationToken.None)).Objects.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Flush_IdleObjects_StoresThemBeforeTheEnd()
    {
        using var writer = new LakeWriter(_store, new TextFormat(), new LakeWriterOptions { IdleRecords = 8_192 });
        for (var day = 0; day < 3; day++)
        {
            (await writer.FlushAsync(CancellationToken.None)).Objects.ShouldBeEmpty();
            writer.Append([TestBatches.Of([.. Enumerable.Range(0, 4_096).Select(i => new TestRecord($"{day}-{i}", Day: day))])], 4_096);
        }

        var commit = await writer.FlushAsync(CancellationToken.None);

        commit.Objects.Select(item => Folder(item.Key)).ShouldBe(["raw/t/dt=2026-01-01", "processed/t/dt=2026-01-01"]);
        (await writer.CompleteAsync(CancellationToken.None)).Objects.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Append_UnorderedPartitions_WritesOneObjectEach()
    {
        var records = Enumerable.Range(0, 40_960).Select(i => new TestRecord($"{i}", Day: i * 7919 % 40)).ToArray();

        var commit = await WriteAsync(records, new LakeWriterOptions { IdleRecords = 4_096 });

        commit.Objects.Count(item => item.Zone == LakeZone.Raw).ShouldBe(40);
        commit.Objects.Count(item => item.Zone == LakeZone.Processed).ShouldBe(40);
    }

    [Fact]
    public async Task Append_RecordsInAnyCalls_WritesTheSameObjects()
    {
        var records = Enumerable.Range(0, 10_000)
            .Select(i => new TestRecord($"e{i}", Day: i * 7919 % 11, Children: i % 3, Poison: i % 37 == 0, Size: i % 400))
            .ToArray();
        foreach (var options in new[] { Small, Small with { OpenObjects = 3 }, Small with { IdleRecords = 4_096 }, Small with { RowGroupRows = 1_000 } })
        {
            var whole = new InMemoryObjectStore();
            await WriteAsync(records, options, store: whole);
            foreach (var size in new[] { 61, 4_095, 4_097 })
            {
                var cut = new InMemoryObjectStore();
                await WriteAsync(records, options, callSize: size, store: cut);

                cut.Keys.ShouldBe(whole.Keys, $"calls of {size}");
                cut.Keys.Where(key => !cut[key].Span.SequenceEqual(whole[key].Span)).ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void Append_BeforeAnyPut_ShowsNothing()
    {
        using (var writer = new LakeWriter(_store, new TextFormat(), Small))
        {
            writer.Append([TestBatches.Of([.. Enumerable.Range(0, 10_000).Select(i => new TestRecord($"{i}", Size: 300))])], 10_000);

            _store.Keys.ShouldBeEmpty();
        }
        _store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_TwoTablesOfOneInput_WritesBoth()
    {
        var other = TestBatches.Schema with { Table = "u", Children = [] };
        using var writer = new LakeWriter(_store, new TextFormat());
        writer.Append([TestBatches.Of([new("a")]), TestBatches.Of([new("b")], schema: other)], 2);

        await writer.CompleteAsync(CancellationToken.None);

        _store.Keys.Select(Folder).ShouldBe(["processed/t/dt=2026-01-01", "processed/u/dt=2026-01-01", "raw/t/dt=2026-01-01", "raw/u/dt=2026-01-01"]);
    }

    [Fact]
    public async Task Complete_ThenMore_StartsOver()
    {
        using var writer = new LakeWriter(_store, new TextFormat());
        writer.Append([TestBatches.Of([new("a")])], 1);
        (await writer.CompleteAsync(CancellationToken.None)).Objects.Count.ShouldBe(2);
        writer.Append([TestBatches.Of([new("b")])], 1);

        (await writer.CompleteAsync(CancellationToken.None)).Objects.Count.ShouldBe(2);
        (await writer.CompleteAsync(CancellationToken.None)).Objects.ShouldBeEmpty();
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_ReportsAll() =>
        Should.Throw<ToolkitOptionsException>(() => new LakeWriter(_store, new TextFormat(), new LakeWriterOptions { ParallelPuts = 0, OpenObjects = 0, BufferedBytes = 1, IdleRecords = 4_095 }))
            .Problems.Select(problem => problem.Split(' ')[0]).ShouldBe(["BufferedBytes", "OpenObjects", "IdleRecords", "ParallelPuts"]);
}
