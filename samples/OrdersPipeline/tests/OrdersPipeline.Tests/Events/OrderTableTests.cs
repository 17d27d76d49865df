using System.Text.Json;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Events;

public sealed class OrderTableTests
{
    static readonly OrderItem Placed = Item("""{"orderId":{"S":"O-1"},"createdAt":{"S":"2026-01-02T03:04:05Z"},"status":{"S":"PENDING"}}""");

    static readonly DateTimeOffset Later = new(2026, 1, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Play_UpdateThatChangesNothing_MakesNoRecord()
    {
        var same = new OrderChange(Later, "O-1", OrderChangeAction.Update, "", [Attribute("status", """{"S":"PENDING"}""")], ["missing"], null);

        new OrderTable().Play(new OrderScript([Placed], [same])).Select(write => write.EventName).ShouldBe(["INSERT"]);
    }

    [Fact]
    public void Play_DeleteAndPut_InsertsAgain()
    {
        var delete = new OrderChange(Later, "O-1", OrderChangeAction.Delete, "", [], [], null);
        var put = new OrderChange(Later.AddHours(1), "O-1", OrderChangeAction.Put, "", [], [], Placed);

        new OrderTable().Play(new OrderScript([Placed], [delete, put])).Select(write => write.EventName).ShouldBe(["INSERT", "REMOVE", "INSERT"]);
    }

    [Fact]
    public void Play_ChangeOfAMissingOrder_NamesIt()
    {
        var change = new OrderChange(Later, "O-2", OrderChangeAction.Expire, "", [], [], null);

        Should.Throw<InvalidDataException>(() => new OrderTable().Play(new OrderScript([Placed], [change])).ToList())
            .Message.ShouldBe("The change script wants to Expire order 'O-2' at 2026-01-03T00:00:00.0000000+00:00, which does not exist.");
    }

    [Fact]
    public void Play_OrderPlacedTwice_NamesIt() =>
        Should.Throw<InvalidDataException>(() => new OrderTable().Play(new OrderScript([Placed, Placed], [])).ToList()).Message.ShouldEndWith("which already exists.");

    [Fact]
    public void Items_AfterTheSample_ExcludeDeletedOrders()
    {
        var table = new OrderTable();

        table.Play(OrderScript.Load(SampleFolder.Data)).Count().ShouldBe(2802);
        table.Items.Count.ShouldBe(673);
    }

    static OrderItem Item(string json) => OrderItem.From(JsonDocument.Parse(json).RootElement);

    static KeyValuePair<string, JsonElement> Attribute(string name, string json) => KeyValuePair.Create(name, JsonDocument.Parse(json).RootElement);
}
