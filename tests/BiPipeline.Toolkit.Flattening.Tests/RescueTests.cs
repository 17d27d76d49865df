using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests rescued values, their paths, and the spelling of paths.</summary>
public sealed class RescueTests
{
    static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"columns":[
          {"name":"id","path":"id","type":"string"},
          {"name":"email","path":"customer.email","type":"string"},
          {"name":"city","path":"customer.address.city","type":"string"},
          {"name":"items","path":"items","type":"array<struct<sku:string,opts:array<struct<code:string>>>>","fields":{"opts[].code":"Code"}}]}
        """);

    static string Rescued(string attributes, TableSchema? schema = null)
    {
        var batch = Flatten.Text(schema ?? Schema, StreamRecord.Insert(attributes));
        batch.Quarantine.Count.ShouldBe(0);
        return FlatRow.Value(batch.Columns["_rescued"], 0);
    }

    [Theory]
    [InlineData("""  "x":{"N":"1"} """, """{"x":{"N":"1"}}""")]
    [InlineData("""  "x":{"N":"1"},"y":{"S":"2"} """, """{"x":{"N":"1"},"y":{"S":"2"}}""")]
    [InlineData("""  "x":{"NULL":true} """, "NULL")]
    [InlineData("""  "customer":{"M":{"email":{"S":"e"},"phone":{"S":"p"},"address":{"M":{"zip":{"S":"z"}}}}} """, """{"customer.phone":{"S":"p"},"customer.address.zip":{"S":"z"}}""")]
    // A parent that is not a map.
    [InlineData("""  "customer":{"S":"nobody"} """, """{"customer":{"S":"nobody"}}""")]
    [InlineData("""  "customer":{"M":{"address":{"L":[]}}} """, """{"customer.address":{"L":[]}}""")]
    [InlineData("""  "customer":{"NULL":true} """, "NULL")]
    // Inside lists, with the element's index.
    [InlineData("""  "items":{"L":[{"M":{"sku":{"S":"a"}}},{"M":{"color":{"S":"red"},"opts":{"L":[{"M":{"Code":{"S":"c"},"code":{"S":"?"}}}]}}}]} """, """{"items[1].color":{"S":"red"},"items[1].opts[0].code":{"S":"?"}}""")]
    // Names with the path's own characters, and with JSON escapes.
    [InlineData("""  "a.b":{"N":"1"},"c[0]":{"N":"2"} """, """{"a\\.b":{"N":"1"},"c\\[0\\]":{"N":"2"}}""")]
    [InlineData("""  "back\\slash":{"N":"1"} """, """{"back\\\\slash":{"N":"1"}}""")]
    [InlineData("""  "q\"uote":{"N":"1"} """, """{"q\"uote":{"N":"1"}}""")]
    [InlineData("""  "dot\u002e":{"N":"1"} """, """{"dot\\.":{"N":"1"}}""")]
    [InlineData("""  "é":{"N":"1"} """, """{"é":{"N":"1"}}""")]
    // As received, except for white space.
    [InlineData("""  "x":{ "M" : { "k" : { "S" : " a " } } } """, """{"x":{"M":{"k":{"S":" a "}}}}""")]
    public void Value_WithoutColumn_IsRescuedUnderItsPath(string attributes, string expected) => Rescued(attributes).ShouldBe(expected);

    [Fact]
    public void Value_ThatFitsOneOfTwoColumns_IsNotRescued()
    {
        var schema = TableSchema.Parse("""
            {"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"n","path":"n","type":"bigint"},{"name":"n_2","path":"n","type":"decimal(12,2)"}]}
            """);

        var batch = Flatten.Text(schema, StreamRecord.Insert("\"n\":{\"N\":\"5.5\"}"));

        (FlatRow.Value(batch.Columns["n"], 0), FlatRow.Value(batch.Columns["n_2"], 0), FlatRow.Value(batch.Columns["_rescued"], 0)).ShouldBe(("NULL", "5.50", "NULL"));
        Rescued("\"n\":{\"S\":\"x\"}", schema).ShouldBe("""{"n":{"S":"x"}}""");
    }

    [Fact]
    public void Unknown_UnderDrop_IsDropped_ButMismatchesAreRescued()
    {
        var schema = Flatten.Schema("bigint", rest: ""","unknown":"drop" """);

        Rescued("\"w\":{\"S\":\"x\"},\"v\":{\"S\":\"y\"}", schema).ShouldBe("""{"v":{"S":"y"}}""");
    }

    [Theory]
    [InlineData("""{"M":{}}""", """{"m":{"M":{}}}""")]
    [InlineData("""{ "M" : { } }""", """{"m":{"M":{}}}""")]
    [InlineData("""{"M":{"a":{"M":{}}}}""", """{"m.a":{"M":{}}}""")]
    [InlineData("""{"M":{"a":{"M":{"b":{"NULL":true}}}}}""", "NULL")]
    [InlineData("""{"NULL":true}""", "NULL")]
    public void EmptyMap_OnAColumnsPath_IsRescued(string value, string rescued)
    {
        var schema = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"b","path":"m.a.b","type":"string"}]}""");

        var batch = Flatten.Text(schema, StreamRecord.Insert($"\"m\":{value}"));

        FlatRow.Value(batch.Columns["b"], 0).ShouldBe("NULL");
        FlatRow.Value(batch.Columns["_rescued"], 0).ShouldBe(rescued);
    }

    [Fact]
    public void Rows_AfterARescue_HaveNoRescuedValues()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Event(StreamRecord.Insert("\"x\":{\"N\":\"1\"}"), StreamRecord.Insert("")));

        FlatRow.Value(batch.Columns["_rescued"], 1).ShouldBe("NULL");
        batch.RescuedValues.ShouldBe(1);
    }

    [Fact]
    public void ManyUnknownNames_AreAllRescued_AndDuplicatesFound()
    {
        var names = string.Join(',', Enumerable.Range(0, 600).Select(i => $"\"n{i}\":{{\"N\":\"{i}\"}}"));

        Flatten.Text(Schema, StreamRecord.Insert(names)).RescuedValues.ShouldBe(600);
        Flatten.Quarantined(Flatten.Text(Schema, StreamRecord.Insert(names + ",\"n599\":{\"N\":\"1\"}"))).ShouldContain("duplicate member");
    }

    [Fact]
    public void Raw_KeepsTheRecordAsReceived()
    {
        var record = StreamRecord.Insert("""  "x":{"S":"a  b\u00e9"} """.Trim());

        Encoding.UTF8.GetString(Flatten.Text(Schema, record).Raw.Line(0)).ShouldBe(record);
    }
}
