using System.Text;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>Which rows of an older version a rebuild has replaced. Each case where dropping a row would lose it is here.</summary>
public sealed class ReplacedRowsTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 17, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Contains_RowsOfBothVersions_AreReplacedInParentAndChild()
    {
        var replaced = await DecideAsync(Lines(3), RawLake.V1, RawLake.V2);

        replaced.Parents.ShouldBe([true, true, true]);
        replaced.Children.ShouldBe([true, true, true, true, true, true]);
    }

    // What the new version reads no longer: the older row is the only one.
    [Fact]
    public async Task Contains_RecordInQuarantineOfTheNewVersion_StaysWithItsChildren()
    {
        var v2 = TableSchema.Parse(RawLake.Json(2, "").Replace("\"path\": \"orderId\", \"type\": \"string\"", "\"path\": \"orderId\", \"type\": \"int\"", StringComparison.Ordinal));
        var lines = Lines(2) + Lines(1, first: 2).Replace("\"orderId\":{\"S\":\"o2\"}", "\"orderId\":{\"N\":\"2\"}", StringComparison.Ordinal);
        var v1 = TableSchema.Parse(RawLake.Json(1, ""));

        // Version 1 reads all three, version 2 the third.
        var replaced = await DecideAsync(lines, v1, v2);

        replaced.Parents.ShouldBe([false, false, true]);
        replaced.Children.ShouldBe([false, false, false, false, true, true]);
        replaced.Count.ShouldBe(new OlderRows(1, 0, 2));
    }

    // The child's rows of the new version are there, the parent's are not: the join would find nothing.
    [Fact]
    public async Task Contains_ParentOfTheNewVersionIsMissing_KeepsTheChildren()
    {
        var older = await RowsAsync(Lines(2), RawLake.V1);
        var replaced = new ReplacedRows(null, null);

        replaced.AddOlder(older.Children);

        Answers(replaced, older.Children).ShouldBe([false, false, false, false]);
    }

    // The new version has another partition for a row, of the same table: views would show the event twice.
    [Fact]
    public async Task Contains_RowThatMovedToAnotherPartition_IsReplaced()
    {
        var replaced = await DecideAsync(Lines(2), RawLake.V1, RawLake.V2 with { Partitions = [RawLake.V2.Partitions[0] with { From = new(2026, 11, 18) }] });

        replaced.Parents.ShouldBe([true, true]);
    }

    [Fact]
    public async Task Contains_RecordThatTheNewVersionIgnores_Stays()
    {
        var v2 = RawLake.V2 with { Entity = EntityFilter.AttributeEquals("note", "n0"), Ignored = [EntityFilter.AttributeEquals("note", "n1")] };

        var replaced = await DecideAsync(Lines(2), RawLake.V1, v2);

        replaced.Parents.ShouldBe([true, false]);
        replaced.Count.ShouldBe(new OlderRows(1, 0, 1));
    }

    // An empty list of the new version has no child row; the parent says that it was read.
    [Fact]
    public async Task Contains_ChildWithoutRowsInTheNewVersion_FollowsItsParent()
    {
        var older = await RowsAsync(Lines(1), RawLake.V1);
        var newer = await RowsAsync(Lines(1), RawLake.V2 with { Children = [RawLake.V2.Children[0] with { Path = AttributePath.Of("others") }] });
        var replaced = new ReplacedRows(null, null);

        replaced.AddOlder(older.Children);
        replaced.AddNewer(newer.Parents);

        newer.Children.RowCount.ShouldBe(0);
        Answers(replaced, older.Children).ShouldBe([true, true]);
    }

    [Fact]
    public async Task Contains_DaysThatWereNotRebuilt_Stay()
    {
        var lines = RawLake.Change(0, Noon.AddDays(-1)) + RawLake.Change(1, Noon) + RawLake.Change(2, Noon.AddDays(1));
        var older = await RowsAsync(lines, RawLake.V1);
        var replaced = new ReplacedRows(new(2026, 11, 17), new(2026, 11, 17));

        replaced.AddOlder(older.Parents);
        // The function has written the new version of all three.
        replaced.AddNewer((await RowsAsync(lines, RawLake.V2)).Parents);

        Answers(replaced, older.Parents).ShouldBe([false, true, false]);
    }

    [Fact]
    public async Task Contains_DatedRowsWithoutRaw_StayAndAreCounted()
    {
        const string item = """{"Item":{"orderId":{"S":"o1"},"note":{"S":"n"}}}""";
        var older = await RowsAsync(item + "\n" + Lines(1), RawLake.V1);
        var replaced = new ReplacedRows(null, null);

        replaced.AddOlder(older.Parents);
        replaced.AddNewer((await RowsAsync(Lines(1), RawLake.V2)).Parents);

        Answers(replaced, older.Parents).ShouldBe([false, true]);
        replaced.Count(older.Parents, OlderRows.None).ShouldBe(new OlderRows(1, 1, 0));
    }

    // The same event through DynamoDB's stream and through Kinesis, whose number is behind the time.
    [Fact]
    public void Of_KinesisNumberBehindTheSequence_IsTheSameIdentity()
    {
        var specs = EnvelopeColumns.All;
        ColumnBatch Row(string? stream, string? sequence, string eventId)
        {
            var batch = new ColumnBatch(specs);
            foreach (var spec in specs)
            {
                var value = spec.Name switch { EnvelopeColumns.Stream => stream, EnvelopeColumns.Sequence => sequence, EnvelopeColumns.EventId => eventId, _ => null };
                if (value is null) { batch.GetBuilder(spec.Name).AppendNull(); }
                else { batch.GetBuilder(spec.Name).Append(value); }
            }
            batch.CompleteRow();
            return batch;
        }
        var identity = new RowIdentity();
        var time = new string('0', 24) + "1763380800000000";

        identity.Of(Row("s", time + "." + new string('1', 56), "e"), 0).ShouldBe(identity.Of(Row("s", time, "e"), 0));
        (string? Stream, string? Sequence, string EventId)[] rows = [("s", time, "e"), ("s", time, "f"), ("t", time, "e"), ("s", null, "e"), (null, time, "e"), ("", time, "e"), ("s" + time, "", "e"), ("s", time + "e", "")];
        rows.Select(row => identity.Of(Row(row.Stream, row.Sequence, row.EventId), 0)).ShouldBeUnique();
    }

    static async Task<(bool[] Parents, bool[] Children, OlderRows Count)> DecideAsync(string lines, TableSchema v1, TableSchema v2)
    {
        var older = await RowsAsync(lines, v1);
        var newer = await RowsAsync(lines, v2);
        bool[] Of(ColumnBatch rows)
        {
            var replaced = new ReplacedRows(null, null);
            replaced.AddOlder(rows);
            replaced.AddNewer(newer.Parents);
            return Answers(replaced, rows);
        }
        var parents = new ReplacedRows(null, null);
        parents.AddOlder(older.Parents);
        parents.AddNewer(newer.Parents);
        return (Answers(parents, older.Parents), Of(older.Children), parents.Count(older.Parents, OlderRows.None));
    }

    static bool[] Answers(ReplacedRows replaced, ColumnBatch rows) => [.. Enumerable.Range(0, rows.RowCount).Select(row => replaced.Contains(rows, row))];

    static string Lines(int count, int first = 0) => string.Concat(Enumerable.Range(first, count).Select(i => RawLake.Change(i, Noon.AddSeconds(i))));

    static async Task<(ColumnBatch Parents, ColumnBatch Children)> RowsAsync(string lines, TableSchema schema)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        var rows = new KeptRows();
        var options = RawLake.Options(schema) with { Format = rows, AsOf = Noon, AllowUnreadable = true };
        await new FilePipeline(new InMemoryObjectStore(), options).RunAsync([FileInput.From("lines", bytes.Length, () => new MemoryStream(bytes))]);
        return (rows.Of(schema.GetParentTable()), rows.Of(schema.GetChildTables()[0]));
    }
}
