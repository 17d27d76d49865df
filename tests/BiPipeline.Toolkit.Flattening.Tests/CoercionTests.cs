namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Text that counts as a value where its column says so: exact, or rescued.</summary>
public sealed class CoercionTests
{
    const string Coerce = ",\"coerce\":true";

    [Theory]
    [InlineData("bigint", """{"S":"12"}""", "12")]
    [InlineData("bigint", """{"S":"5.00"}""", "5")]
    [InlineData("bigint", """{"S":"1E3"}""", "1000")]
    [InlineData("bigint", """{"S":"\u0031\u0032"}""", "12")]
    [InlineData("bigint", """{"N":"12"}""", "12")]
    [InlineData("int", """{"S":"-2147483648"}""", "-2147483648")]
    [InlineData("decimal(12,2)", """{"S":"12.50"}""", "12.50")]
    [InlineData("decimal(38,2)", """{"S":"123456789012345678901234567890123456.78"}""", "123456789012345678901234567890123456.78")]
    [InlineData("double", """{"S":"0.1"}""", "0.1")]
    [InlineData("boolean", """{"S":"true"}""", "true")]
    [InlineData("boolean", """{"S":"0"}""", "false")]
    [InlineData("boolean", """{"N":"1"}""", "true")]
    [InlineData("boolean", """{"N":"0.0"}""", "false")]
    [InlineData("boolean", """{"BOOL":true}""", "true")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00:00"}""", "2024-01-01T10:00:00.000")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00:00.123456"}""", "2024-01-01T10:00:00.123")]
    [InlineData("timestamp", """{"S":"2024-01-01T10:00:00+02:00"}""", "2024-01-01T08:00:00.000")]
    [InlineData("array<bigint>", """{"L":[{"S":"1"},{"N":"2"}]}""", "[1, 2]")]
    [InlineData("array<bigint>", """{"SS":["1","2"]}""", "[1, 2]")]
    [InlineData("map<string,boolean>", """{"M":{"a":{"S":"1"}}}""", "{a=true}")]
    [InlineData("struct<a:decimal(9,2)>", """{"M":{"a":{"S":"1.5"}}}""", "{a=1.50}")]
    public void Text_ThatIsExactlyTheValue_IsTheValue(string type, string value, string expected) =>
        Flatten.Value(type, value, Coerce).ShouldBe((expected, "NULL"));

    [Theory]
    [InlineData("s", "1700000000", "2023-11-14T22:13:20.000")]
    [InlineData("ms", "1700000000123", "2023-11-14T22:13:20.123")]
    [InlineData("us", "1700000000123456", "2023-11-14T22:13:20.123")]
    public void Text_ThatIsAnEpoch_IsATimeWhereTheColumnHasAUnit(string unit, string epoch, string expected)
    {
        Flatten.Value("timestamp", $$"""{"S":"{{epoch}}"}""", $"{Coerce},\"unit\":\"{unit}\"").ShouldBe((expected, "NULL"));
        Flatten.Value("timestamp", $$"""{"S":"{{epoch}}"}""", Coerce).ShouldBe(("NULL", $$$"""{"v":{"S":"{{{epoch}}}"}}"""));
    }

    [Theory]
    [InlineData("bigint", """{"S":" 12"}""")]
    [InlineData("bigint", """{"S":"12 "}""")]
    [InlineData("bigint", """{"S":"1,200"}""")]
    [InlineData("bigint", """{"S":"0x10"}""")]
    [InlineData("bigint", """{"S":""}""")]
    [InlineData("bigint", """{"S":"1.5"}""")]
    [InlineData("bigint", """{"S":"9223372036854775808"}""")]
    [InlineData("int", """{"S":"2147483648"}""")]
    [InlineData("decimal(12,2)", """{"S":"1.005"}""")]
    [InlineData("double", """{"S":"NaN"}""")]
    [InlineData("double", """{"S":"1E999"}""")]
    [InlineData("boolean", """{"S":"True"}""")]
    [InlineData("boolean", """{"S":"yes"}""")]
    [InlineData("boolean", """{"N":"2"}""")]
    [InlineData("boolean", """{"N":"0.5"}""")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00"}""")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00:00Z"}""")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00:00 +0200"}""")]
    [InlineData("timestamp", """{"S":"2024-02-30 10:00:00"}""")]
    [InlineData("timestamp", """{"S":"2024-01-01  10:00:00"}""")]
    [InlineData("array<bigint>", """{"L":[{"S":"1"},{"S":"x"}]}""")]
    public void Text_ThatIsNotExactlyTheValue_IsRescued(string type, string value) =>
        Flatten.Value(type, value, Coerce).ShouldBe(("NULL", $"{{\"v\":{value}}}"));

    [Theory]
    [InlineData("bigint", """{"S":"12"}""")]
    [InlineData("boolean", """{"S":"true"}""")]
    [InlineData("boolean", """{"N":"1"}""")]
    [InlineData("timestamp", """{"S":"2024-01-01 10:00:00"}""")]
    public void Text_WithoutCoerce_IsRescued(string type, string value) =>
        Flatten.Value(type, value).ShouldBe(("NULL", $"{{\"v\":{value}}}"));

    [Theory]
    [InlineData("string")]
    [InlineData("date")]
    [InlineData("array<binary>")]
    public void Coerce_TypeWithNothingToCoerce_IsRefused(string type) =>
        Should.Throw<SchemaException>(() => Flatten.Schema(type, Coerce)).Problems.ShouldHaveSingleItem().ShouldContain($"not {type}");

    [Fact]
    public void Coerce_Key_IsRefused() =>
        Should.Throw<SchemaException>(() => TableSchema.Parse("""{"table":"orders","keys":["n"],"columns":[{"name":"n","path":"n","type":"bigint","coerce":true}]}"""))
            .Problems.ShouldBe(["Key 'n' has coerce; a key's text and number are different keys."]);

    // F: {"m":{"M":{}}} and no m gave equal rows.
    [Fact]
    public void EmptyMap_OfColumnsInside_IsRescued()
    {
        var schema = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"m_a","path":"m.a","type":"string"}]}""");

        string Rescued(string attributes) => FlatRow.Value(Flatten.Text(schema, StreamRecord.Insert(attributes)).Columns["_rescued"], 0);

        Rescued("").ShouldBe("NULL");
        Rescued("""  "m":{"M":{}} """).ShouldBe("""{"m":{"M":{}}}""");
        Rescued("""  "m":{"M":{ }} """).ShouldBe("""{"m":{"M":{}}}""");
        Rescued("""  "m":{"M":{"a":{"S":"x"}}} """).ShouldBe("NULL");
    }
}
