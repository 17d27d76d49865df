using System.Globalization;
using System.Text;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>A partition by a date in the future, such as bookings: <c>ahead</c> says how far it may be.</summary>
public sealed class PartitionAheadTests
{
    static readonly DateTime EventTime = new(2025, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    static TableSchema Schema(string transform, int ahead) => TableSchema.Parse($$"""
        { "table": "bookings", "keys": ["id"],
          "columns": [ { "name": "id", "path": "id", "type": "string" }, { "name": "checkin", "path": "checkin", "type": "{{(transform == "hour" ? "timestamp" : "date")}}" } ],
          "partitions": [ { "name": "day", "source": "checkin", "transform": "{{transform}}", "from": "2025-01-01", "ahead": {{ahead}} } ] }
        """);

    static string Record(int number, string checkin) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"eventID":"e{{number}}","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":{{new DateTimeOffset(EventTime).ToUnixTimeSeconds()}},"Keys":{"id":{"S":"{{number}}"} },"NewImage":{"id":{"S":"{{number}}"},"checkin":{"S":"{{checkin}}"} },"SequenceNumber":"{{100 + number}}"} }
        """);

    static async Task<string[]> PartitionsAsync(TableSchema schema, params string[] checkins)
    {
        var store = new InMemoryObjectStore();
        var lines = Encoding.UTF8.GetBytes(string.Concat(checkins.Select((checkin, number) => Record(number, checkin).Trim() + "\n")));
        await new FilePipeline(store, new() { Schemas = [schema], Format = new TextFormat() }).RunAsync([FileInput.From("lines.json", lines.Length, () => new MemoryStream(lines))]);
        var batch = await new StreamPipeline(store, new() { Schemas = [schema], Format = new TextFormat() }).ProcessAsync(
            Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', checkins.Select((checkin, number) => Record(number, checkin)))}}]}"""));
        batch.RedeliverFrom.ShouldBeNull();
        return [.. store.Keys.Where(key => key.StartsWith("processed/", StringComparison.Ordinal)).Select(key => $"{key.Split('/')[2]} {key.Split('/')[3].Split('-')[2]}").Distinct().Order(StringComparer.Ordinal)];
    }

    // Every date in the future was in the partition of `from`.
    [Theory]
    [InlineData(1, "day=2025-01-01 4", "day=2025-11-28 1", "day=2025-11-29 1")]
    [InlineData(26, "day=2025-01-01 2", "day=2025-11-28 1", "day=2025-11-29 1", "day=2025-11-30 1", "day=2025-12-24 1")]
    [InlineData(400, "day=2025-01-01 1", "day=2025-11-28 1", "day=2025-11-29 1", "day=2025-11-30 1", "day=2025-12-24 1", "day=2026-03-01 1")]
    public async Task Run_DatesInTheFuture_AreInTheirPartitionUpToAhead(int ahead, params string[] expected) =>
        (await PartitionsAsync(Schema("day", ahead), "2025-11-28", "2025-11-29", "2025-11-30", "2025-12-24", "2026-03-01", "2024-12-31")).ShouldBe(expected);

    [Theory]
    [InlineData("month", 40, "day=2025-01 1", "day=2025-12 1", "day=2026-01 1")]
    [InlineData("hour", 2, "day=2025-01-01-00 2", "day=2025-11-30-11 1")]
    public async Task Run_OtherTransforms_CountTheSameDays(string transform, int ahead, params string[] expected)
    {
        string[] checkins = transform == "month" ? ["2025-12-31", "2026-01-07", "2026-01-09"] : ["2025-11-30T11:59:59Z", "2025-11-30T12:00:01Z", "2025-12-01T00:00:00Z"];

        (await PartitionsAsync(Schema(transform, ahead), checkins)).ShouldBe(expected);
    }
}
