using System.Buffers;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Items;

public sealed class DynamoDbJsonTests
{
    static string Line(AttributeValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        DynamoDbJson.WriteItem(new Dictionary<string, AttributeValue> { ["v"] = value }, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static TheoryData<AttributeValue, string> Values => new()
    {
        { new AttributeValue { S = "é \"x\"\n" }, """{"S":"é \"x\"\n"}""" },
        { new AttributeValue { S = "" }, """{"S":""}""" },
        { new AttributeValue { N = "12345678901234567890.5" }, """{"N":"12345678901234567890.5"}""" },
        { new AttributeValue { B = new MemoryStream([0, 1, 2]) }, """{"B":"AAEC"}""" },
        { new AttributeValue { BOOL = false }, """{"BOOL":false}""" },
        { new AttributeValue { NULL = true }, """{"NULL":true}""" },
        { new AttributeValue { SS = ["b", "a"] }, """{"SS":["b","a"]}""" },
        { new AttributeValue { NS = ["1", "2.5"] }, """{"NS":["1","2.5"]}""" },
        { new AttributeValue { BS = [new MemoryStream([1])] }, """{"BS":["AQ=="]}""" },
        { new AttributeValue { M = new() { ["k.x"] = new AttributeValue { N = "1" } } }, """{"M":{"k.x":{"N":"1"}}}""" },
        { new AttributeValue { M = [], IsMSet = true }, """{"M":{}}""" },
        { new AttributeValue { L = [new AttributeValue { S = "x" }, new AttributeValue { NULL = true }] }, """{"L":[{"S":"x"},{"NULL":true}]}""" },
        { new AttributeValue { L = [], IsLSet = true }, """{"L":[]}""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void WriteItem_EachType_WritesAnExportLine(AttributeValue value, string expected) =>
        Line(value).ShouldBe("{\"Item\":{\"v\":" + expected + "}}\n");

    [Fact]
    public void WriteItem_ValueWithoutType_ThrowsAndWritesNothing()
    {
        var output = new ArrayBufferWriter<byte>();

        Should.Throw<ArgumentException>(() => DynamoDbJson.WriteItem(new Dictionary<string, AttributeValue> { ["v"] = new() }, output)).Message.ShouldContain("'v'");

        output.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void WriteItem_DeeperThanTheLimit_Throws()
    {
        var value = new AttributeValue { S = "x" };
        for (var i = 0; i < 33; i++) { value = new AttributeValue { L = [value] }; }

        Should.Throw<ArgumentException>(() => Line(value)).Message.ShouldContain("32 levels");
    }
}
