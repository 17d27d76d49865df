using System.Text.Json;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Events;

public sealed class AttributeSizeTests
{
    [Theory]
    [InlineData("""{"a":{"S":"xyz"}}""", 1 + 3)]
    [InlineData("""{"é":{"S":"ü"}}""", 2 + 2)]
    [InlineData("""{"a":{"BOOL":true},"bb":{"NULL":true}}""", 1 + 1 + 2 + 1)]
    // Two digits a byte and one byte more; zeros at either end don't count.
    [InlineData("""{"a":{"N":"0"}}""", 1 + 1)]
    [InlineData("""{"a":{"N":"12300"}}""", 1 + 3)]
    [InlineData("""{"a":{"N":"-19.9"}}""", 1 + 4)]
    [InlineData("""{"a":{"SS":["x","yz"]}}""", 1 + 3)]
    [InlineData("""{"a":{"L":[]}}""", 1 + 3)]
    [InlineData("""{"a":{"M":{"b":{"S":"x"}}}}""", 1 + 3 + 1 + 1 + 1)]
    public void Of_Item_MatchesDynamoDb(string json, int expected) =>
        AttributeSize.Of(OrderItem.From(JsonDocument.Parse(json).RootElement)).ShouldBe(expected);

    [Fact]
    public void Of_NoImage_ReturnsZero() => AttributeSize.Of(null).ShouldBe(0);
}
