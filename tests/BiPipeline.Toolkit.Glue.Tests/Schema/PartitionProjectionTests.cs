namespace BiPipeline.Toolkit.Glue.Tests.Schema;

public sealed class PartitionProjectionTests
{
    [Theory]
    // Each property that Athena needs, with its valid values.
    [InlineData("projection.dt.type", null, "partition column 'dt' has no projection.dt.type")]
    [InlineData("projection.dt.type", "daily", "projection.dt.type is 'daily'; expected enum, integer, date or injected")]
    [InlineData("projection.dt.format", null, "projection.dt.format is missing")]
    [InlineData("projection.dt.range", null, "projection.dt.range is invalid; expected two dates or NOW expressions")]
    [InlineData("projection.dt.range", "2020-01-01", "projection.dt.range is invalid; expected two dates or NOW expressions")]
    [InlineData("projection.dt.range", "2020/01/01,NOW", "projection.dt.range has '2020/01/01'; expected a date of format yyyy-MM-dd or a NOW expression")]
    [InlineData("projection.dt.range", "2020-01-01,TOMORROW", "projection.dt.range has 'TOMORROW'")]
    [InlineData("projection.dt.range", "2020-01-01,NOW+1FORTNIGHT", "projection.dt.range has 'NOW+1FORTNIGHT'")]
    [InlineData("projection.dt.range", "2021-01-01,2020-01-01", "projection.dt.range begins after its end")]
    [InlineData("projection.dt.interval", "0", "projection.dt.interval is '0'; expected an integer above zero")]
    [InlineData("projection.dt.interval.unit", "DECADES", "projection.dt.interval.unit is 'DECADES'")]
    [InlineData("projection.x.type", "date", "projection.x.type does not belong to a partition column")]
    [InlineData("storage.location.template", "s3://b/${dt}", "storage.location.template has no / at its end; expected one")]
    [InlineData("storage.location.template", "s3://b/all/", "storage.location.template does not mention ${dt}")]
    [InlineData("storage.location.template", "s3://b/${dt}/${hour}/", "storage.location.template mentions ${hour}, which is not a partition column")]
    [InlineData("projection.enabled", null, "projection.dt.format is set, but projection.enabled is not, so Athena ignores it")]
    public void Check_OnePropertyWrong_NamesIt(string property, string? value, string problem)
    {
        var parameters = OrdersSchema.Catalog().Tables[0].Parameters.Where(parameter => parameter.Key != property).ToDictionary(StringComparer.Ordinal);
        if (value is not null) { parameters[property] = value; }

        PartitionProjection.Check(OrdersSchema.Catalog().Tables[0] with { Parameters = parameters }).ShouldHaveSingleItem().ShouldStartWith($"Table 'orders': {problem}");
    }

    [Theory]
    [InlineData("2020-01-01,NOW")]
    [InlineData("NOW-3YEARS,NOW+1DAY")]
    [InlineData("2020-01-01, NOW + 2 HOURS ")]
    [InlineData("2020-01-01,2020-01-01")]
    public void Check_ValidRange_Passes(string range) =>
        Check("string", ("type", "date"), ("format", "yyyy-MM-dd"), ("range", range)).ShouldBeEmpty();

    [Theory]
    [InlineData("0,99", null)]
    [InlineData("-5,5", null)]
    [InlineData("007,099", "3")]
    public void Check_ValidIntegers_Pass(string range, string? digits) =>
        Check("string", digits is null ? [("type", "integer"), ("range", range)] : [("type", "integer"), ("range", range), ("digits", digits)]).ShouldBeEmpty();

    [Theory]
    [InlineData("type=integer;range=a,b", "projection.p.range is invalid; expected two integers")]
    [InlineData("type=integer;range=5,1", "projection.p.range begins after its end")]
    [InlineData("type=integer;range=1,5;digits=x", "projection.p.digits is 'x'")]
    [InlineData("type=enum", "projection.p.values is missing")]
    [InlineData("type=enum;values=a,,b", "projection.p.values has an empty value")]
    [InlineData("type=enum;values=a, b", "projection.p.values has ' b' with white space around it")]
    [InlineData("type=enum;values=a/b", "projection.p.values has 'a/b', which is escaped in a path")]
    [InlineData("type=enum;values=a,a", "projection.p.values has a duplicate value")]
    [InlineData("type=date;format=yyyy-MM-dd-HH;range=2020-01-01-00,NOW", "projection.p.interval and .interval.unit are missing")]
    public void Check_OtherTypesWrong_ReportsTheProblem(string settings, string problem) =>
        Check("string", [.. settings.Split(';').Select(setting => (setting.Split('=')[0], setting.Split('=')[1]))]).ShouldHaveSingleItem().ShouldContain(problem);

    [Fact]
    public void Check_InjectedColumn_MustBeString()
    {
        Check("string", ("type", "injected")).ShouldBeEmpty();
        Check("int", ("type", "injected")).ShouldHaveSingleItem().ShouldContain("expected string");
    }

    static IReadOnlyList<string> Check(string type, params (string Key, string Value)[] settings)
    {
        var parameters = settings.ToDictionary(setting => $"projection.p.{setting.Key}", setting => setting.Value, StringComparer.Ordinal);
        parameters["projection.enabled"] = "true";
        return PartitionProjection.Check(new() { Name = "t", PartitionKeys = [new("p", type)], Parameters = parameters });
    }
}
