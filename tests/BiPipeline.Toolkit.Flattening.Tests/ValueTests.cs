namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests the table of values: the exact values of each type, and the rescued ones.</summary>
public sealed class ValueTests
{
    [Theory]
    // Integers in every notation.
    [InlineData("bigint", "5", "5")]
    [InlineData("bigint", "5.00", "5")]
    [InlineData("bigint", "1E3", "1000")]
    [InlineData("bigint", "+3", "3")]
    [InlineData("bigint", "-0", "0")]
    [InlineData("bigint", "9223372036854775807", "9223372036854775807")]
    [InlineData("bigint", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("bigint", "9223372036854775808", null)]
    [InlineData("bigint", "5.5", null)]
    [InlineData("bigint", "1E130", null)]
    [InlineData("int", "2147483647", "2147483647")]
    [InlineData("int", "-2147483648", "-2147483648")]
    [InlineData("int", "2147483648", null)]
    [InlineData("int", "120000e-4", "12")]
    // Decimals: exact or rescued.
    [InlineData("decimal(12,2)", "19.99", "19.99")]
    [InlineData("decimal(12,2)", "19.990000", "19.99")]
    [InlineData("decimal(12,2)", ".5", "0.50")]
    [InlineData("decimal(12,2)", "5.", "5.00")]
    [InlineData("decimal(12,2)", "-0.01", "-0.01")]
    [InlineData("decimal(12,2)", "9999999999.99", "9999999999.99")]
    [InlineData("decimal(12,2)", "10000000000", null)]
    [InlineData("decimal(12,2)", "0.001", null)]
    [InlineData("decimal(12,2)", "1.5E2", "150.00")]
    [InlineData("decimal(18,0)", "999999999999999999", "999999999999999999")]
    [InlineData("decimal(18,18)", "0.999999999999999999", "0.999999999999999999")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999999", "99999999999999999999999999999999999999")]
    [InlineData("decimal(38,0)", "-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999")]
    [InlineData("decimal(38,10)", "1234567890123456789012345678.0123456789", "1234567890123456789012345678.0123456789")]
    [InlineData("decimal(38,0)", "100000000000000000000000000000000000000", null)]
    [InlineData("decimal(38,38)", "0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001")]
    [InlineData("decimal(38,38)", "0.000000000000000000000000000000000000001", null)]
    // Doubles: the nearest one.
    [InlineData("double", "0.1", "0.1")]
    [InlineData("double", "-2.5", "-2.5")]
    [InlineData("double", "0", "0")]
    [InlineData("double", "-0", "-0")]
    [InlineData("double", "9007199254740993", "9007199254740992")]
    [InlineData("double", "1E-130", "1E-130")]
    [InlineData("double", "179769313486231570814e288", "1.7976931348623157E+308")]
    [InlineData("double", "1E400", null)]
    [InlineData("string", "1.50E2", "1.50E2")]
    public void Number_InColumn_IsExactOrRescued(string type, string number, string? expected)
    {
        var value = $$"""{"N":"{{number}}"}""";

        Flatten.Value(type, value).ShouldBe(expected is null ? ("NULL", $$"""{"v":{{value}}}""") : (expected, "NULL"));
    }

    [Theory]
    [InlineData("string", """{"S":"h\u00e9llo \"x\" \ud83d\ude00 \/"}""", "héllo \"x\" 😀 /")]
    [InlineData("string", """{"S":""}""", "")]
    [InlineData("string", """{"BOOL":true}""", "true")]
    [InlineData("string", """{"B":"AAEC"}""", "AAEC")]
    [InlineData("string", """{"M":{"a":{"N":"1E3"},"b":{"L":[{"S":"x"},{"NULL":true},{"BOOL":false}]}}}""", """{"a":1000,"b":["x",null,false]}""")]
    [InlineData("string", """{"NS":["10","9.5","-1.50E-2"]}""", "[10,9.5,-0.0150]")]
    [InlineData("string", """{"SS":["b","a"]}""", """["b","a"]""")]
    [InlineData("string", """{"BS":["AQ=="]}""", """["AQ=="]""")]
    [InlineData("string", """{"M":{}}""", "{}")]
    [InlineData("string", """{"L":[]}""", "[]")]
    [InlineData("boolean", """{"BOOL":false}""", "false")]
    [InlineData("binary", """{"B":"AAEC"}""", "0x000102")]
    [InlineData("binary", """{"B":""}""", "0x")]
    [InlineData("date", """{"S":"2024-02-29"}""", "2024-02-29")]
    [InlineData("array<bigint>", """{"L":[{"N":"1"},{"NULL":true},{"N":"3.0"}]}""", "[1, NULL, 3]")]
    [InlineData("array<bigint>", """{"NS":["1","2"]}""", "[1, 2]")]
    [InlineData("array<string>", """{"SS":["b","a"]}""", "[b, a]")]
    [InlineData("array<binary>", """{"BS":["AQ==","Ag=="]}""", "[0x01, 0x02]")]
    [InlineData("array<string>", """{"L":[]}""", "[]")]
    [InlineData("array<array<int>>", """{"L":[{"L":[{"N":"1"}]},{"L":[]},{"NULL":true}]}""", "[[1], [], NULL]")]
    [InlineData("struct<a:int,b:string>", """{"M":{"b":{"S":"x"}}}""", "{a=NULL, b=x}")]
    [InlineData("map<string,decimal(5,2)>", """{"M":{"x":{"N":"1.5"},"y":{"NULL":true}}}""", "{x=1.50, y=NULL}")]
    [InlineData("map<string,array<struct<n:int>>>", """{"M":{"k":{"L":[{"M":{"n":{"N":"1"}}},{"M":{}}]}}}""", "{k=[{n=1}, {n=NULL}]}")]
    public void Value_ThatFits_IsTyped(string type, string value, string expected) =>
        Flatten.Value(type, value).ShouldBe((expected, "NULL"));

    [Theory]
    [InlineData("bigint", """{"S":"5"}""")]
    [InlineData("boolean", """{"S":"true"}""")]
    [InlineData("double", """{"BOOL":true}""")]
    [InlineData("binary", """{"S":"AAEC"}""")]
    [InlineData("date", """{"S":"2023-02-29"}""")]
    [InlineData("date", """{"S":"2024-2-29"}""")]
    [InlineData("timestamp", """{"N":"1700000000"}""")]
    [InlineData("array<bigint>", """{"L":[{"N":"1"},{"S":"x"}]}""")]
    [InlineData("array<bigint>", """{"SS":["1"]}""")]
    [InlineData("array<struct<a:int>>", """{"L":[{"M":{"a":{"N":"1"},"z":{"S":"?"}}},{"M":{"a":{"S":"x"}}}]}""")]
    [InlineData("struct<a:int>", """{"M":{"a":{"S":"x"},"z":{"N":"1"}}}""")]
    [InlineData("struct<a:int>", """{"L":[]}""")]
    [InlineData("map<string,int>", """{"M":{"a":{"N":"1"},"b":{"S":"x"}}}""")]
    public void Value_ThatDoesNotFit_IsRescuedCompletely(string type, string value) =>
        Flatten.Value(type, value).ShouldBe(("NULL", $$"""{"v":{{value}}}"""));

    [Theory]
    [InlineData("2026-01-02T03:04", "2026-01-02T03:04:00.000")]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05.000")]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000")]
    [InlineData("2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05.600")]
    [InlineData("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123")]
    [InlineData("2026-01-02T03:04:05.999999Z", "2026-01-02T03:04:05.999")]
    [InlineData("2026-01-02T03:04:05+05:30", "2026-01-01T21:34:05.000")]
    [InlineData("2026-01-02T23:04:05-02:00", "2026-01-03T01:04:05.000")]
    [InlineData("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999")]
    [InlineData("0001-01-01T00:00", "0001-01-01T00:00:00.000")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999")]
    [InlineData("0001-01-01T00:00+01:00", null)]
    [InlineData("0000-01-01T00:00", null)]
    [InlineData("2026-01-02 03:04:05", null)]
    [InlineData("2026-01-02T24:00:00", null)]
    [InlineData("2026-01-02T03:04:60", null)]
    [InlineData("2026-01-02T03:04:05.", null)]
    [InlineData("2026-01-02T03:04:05.1234567890", null)]
    [InlineData("2026-01-02T03:04:05z", null)]
    [InlineData("2026-01-02T03:04:05Zx", null)]
    [InlineData("2026-01-02", null)]
    public void TimestampText_IsFlooredUtcOrRescued(string text, string? expected)
    {
        var value = $$"""{"S":"{{text}}"}""";

        Flatten.Value("timestamp", value).ShouldBe(expected is null ? ("NULL", $$"""{"v":{{value}}}""") : (expected, "NULL"));
    }

    [Theory]
    [InlineData("s", "1700000000", "2023-11-14T22:13:20.000")]
    [InlineData("s", "1700000000.9999", "2023-11-14T22:13:20.999")]
    [InlineData("s", "-0.0001", "1969-12-31T23:59:59.999")]
    [InlineData("ms", "1700000000123", "2023-11-14T22:13:20.123")]
    [InlineData("ms", "-1.5", "1969-12-31T23:59:59.998")]
    [InlineData("us", "1700000000123999", "2023-11-14T22:13:20.123")]
    [InlineData("us", "-1", "1969-12-31T23:59:59.999")]
    [InlineData("us", "1.7E15", "2023-11-14T22:13:20.000")]
    [InlineData("s", "253402300800", null)]
    [InlineData("s", "1E-40", "1970-01-01T00:00:00.000")]
    [InlineData("s", "-1E-40", "1969-12-31T23:59:59.999")]
    public void TimestampNumber_WithUnit_IsFloored(string unit, string number, string? expected)
    {
        var value = $$"""{"N":"{{number}}"}""";

        Flatten.Value("timestamp", value, $",\"unit\":\"{unit}\"").ShouldBe(expected is null ? ("NULL", $$"""{"v":{{value}}}""") : (expected, "NULL"));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("array<struct<a:int>>")]
    [InlineData("decimal(38,2)")]
    public void Null_AndAbsent_AreNullAndNeverRescued(string type)
    {
        Flatten.Value(type, """{"NULL":true}""").ShouldBe(("NULL", "NULL"));
        var absent = Flatten.Text(Flatten.Schema(type), StreamRecord.Insert(""));
        FlatRow.Value(absent.Columns["v"], 0).ShouldBe("NULL");
        FlatRow.Value(absent.Columns["_rescued"], 0).ShouldBe("NULL");
    }
}
