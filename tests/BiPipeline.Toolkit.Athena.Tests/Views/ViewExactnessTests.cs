namespace BiPipeline.Toolkit.Athena.Tests.Views;

/// <summary>Checks that the views show the table's content for any deliveries, with another engine and a list of changes.</summary>
[Trait("Category", "Slow")]
public sealed class ViewExactnessTests
{
    const int Histories = 100;

    static readonly TableSchema Schema = new TableSchema
    {
        Table = "orders",
        Keys = ["order_id"],
        Columns = [new("order_id", AttributePath.Of("orderId"), DataType.String), new("status", AttributePath.Of("status"), DataType.String)],
        Partitions = [new("dt", PartitionField.EventTimeSource, PartitionTransform.Day)],
        Children = [new("order_items", AttributePath.Of("items"), [new("sku", AttributePath.Of("sku"), DataType.String)])],
    }.Validated();

    [RequiresFact(Need.NodeReaders)]
    public Task Current_AnyDelivery_ShowsTheFinalTable() => CompareAsync(
        "SELECT order_id, _event_id, status FROM orders_current ORDER BY 1",
        history => history.Current.OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => $"{change.Key}|{change.Id}|{change.Status}"));

    [RequiresFact(Need.NodeReaders)]
    public Task ChildCurrent_AnyDelivery_ShowsTheFinalLists() => CompareAsync(
        "SELECT order_id, _position, sku FROM order_items_current ORDER BY 1, 2",
        history => history.Current.OrderBy(change => change.Key, StringComparer.Ordinal).SelectMany(change => history.Elements(change).Select(element => $"{change.Key}|{element.Position}|{element.Sku}")));

    [RequiresFact(Need.NodeReaders)]
    public Task Events_AnyDelivery_ShowsEachChangeOnce() => CompareAsync(
        "SELECT _event_id, order_id, status, dt FROM orders_events ORDER BY 1",
        history => history.Changes.Where(change => change.Stream > 0).OrderBy(change => change.Id, StringComparer.Ordinal).Select(change => $"{change.Id}|{change.Key}|{change.Status}|{change.Day}"));

    [RequiresFact(Need.NodeReaders)]
    public Task History_AnyDelivery_ShowsEveryVersionWithItsTime() => CompareAsync(
        "SELECT order_id, status, strftime(valid_from, '%Y-%m-%d %H'), strftime(valid_to, '%Y-%m-%d %H') FROM orders_history ORDER BY status",
        history => history.Changes
            .GroupBy(change => change.Key, StringComparer.Ordinal)
            .SelectMany(key => key.Zip(key.Skip(1).Cast<LakeHistory.Change?>().Append(null)))
            .Where(version => !version.First.IsDeleted)
            .OrderBy(version => version.First.Status, StringComparer.Ordinal)
            .Select(version => $"{version.First.Key}|{version.First.Status}|{Time(version.First)}|{(version.Second is { } next ? Time(next) : "NULL")}"));

    static string Time(LakeHistory.Change change) => $"{change.Time:yyyy-MM-dd HH}";

    static async Task CompareAsync(string query, Func<LakeHistory, IEnumerable<string>> expected)
    {
        const string Envelope = "_op varchar, _event_id varchar, _stream varchar, _sequence varchar, _event_time timestamp, _deleted boolean, _ttl boolean, _schema_version integer, _rescued varchar, dt varchar";
        var histories = Enumerable.Range(0, Histories).Select(seed => new LakeHistory(seed)).ToArray();
        var rows = await DuckDb.RunAsync(histories.Select(history => (IReadOnlyList<string>)
        [
            $"CREATE TABLE orders (order_id varchar, status varchar, {Envelope})",
            $"CREATE TABLE order_items (order_id varchar, _position integer, sku varchar, {Envelope})",
            .. ViewDefinition.Create(Schema).Select(view => view.ToSql()),
            .. history.Deliver(),
            query,
        ]));

        for (var seed = 0; seed < Histories; seed++) { rows[seed].ShouldBe(expected(histories[seed]), $"history {seed}"); }
    }
}
