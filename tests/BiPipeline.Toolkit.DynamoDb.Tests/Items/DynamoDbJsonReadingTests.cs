using System.Buffers;
using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Items;

public sealed class DynamoDbJsonReadingTests
{
    [Theory]
    [InlineData("""{"S":"é \"x\""}""")]
    [InlineData("""{"S":""}""")]
    [InlineData("""{"N":"12345678901234567890.50"}""")]
    [InlineData("""{"B":"AAEC"}""")]
    [InlineData("""{"BOOL":false}""")]
    [InlineData("""{"NULL":true}""")]
    [InlineData("""{"SS":["b","a"]}""")]
    [InlineData("""{"NS":["1","2.50"]}""")]
    [InlineData("""{"BS":["AQ=="]}""")]
    [InlineData("""{"M":{"k.x":{"L":[{"N":"1"},{"M":{}}]}}}""")]
    [InlineData("""{"L":[]}""")]
    public void ReadItem_EachType_RoundTrips(string value)
    {
        var json = "{\"v\":" + value + "}";
        var output = new ArrayBufferWriter<byte>();

        DynamoDbJson.WriteItem(DynamoDbJson.ReadItem(JsonDocument.Parse(json).RootElement), output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("{\"Item\":" + json + "}\n");
    }

    [Theory]
    [InlineData("""{"N":1}""")]
    [InlineData("""{"S":null}""")]
    [InlineData("""{"X":"1"}""")]
    [InlineData("""{"NULL":false}""")]
    [InlineData("""{"S":"a","N":"1"}""")]
    [InlineData("""{}""")]
    [InlineData("\"text\"")]
    [InlineData("""{"B":"not base64!"}""")]
    [InlineData("""{"M":[]}""")]
    public void ReadItem_NotDynamoDbJson_ThrowsWithTheName(string value) =>
        Should.Throw<FormatException>(() => DynamoDbJson.ReadItem(JsonDocument.Parse("{\"total\":" + value + "}").RootElement)).Message.ShouldContain("'total'");

    [Fact]
    public void ReadItem_DeeperThanTheLimit_Throws()
    {
        var value = string.Concat(Enumerable.Repeat("{\"L\":[", 33)) + "{\"S\":\"x\"}" + string.Concat(Enumerable.Repeat("]}", 33));

        Should.Throw<FormatException>(() => DynamoDbJson.ReadItem(JsonDocument.Parse("{\"v\":" + value + "}", new() { MaxDepth = 200 }).RootElement)).Message.ShouldContain("32 levels");
    }

    [Fact]
    public void ReadItem_NotAnObject_Throws() => Should.Throw<FormatException>(() => DynamoDbJson.ReadItem(JsonDocument.Parse("[]").RootElement)).Message.ShouldContain("Array");
}
