namespace BiPipeline.Toolkit.Athena.Tests.Queries;

public sealed class SqlLiteralTests
{
    public static TheoryData<SqlLiteral, string> Literals => new()
    {
        { "PAID", "'PAID'" },
        { "it's", "'it''s'" },
        { "x' OR '1' = '1", "'x'' OR ''1'' = ''1'" },
        { (string?)null, "NULL" },
        { true, "true" },
        { 5, "5" },
        { long.MinValue, "-9223372036854775808" },
        { 12.5m, "12.5" },
        { 12.50m, "12.50" },
        { 12m, "DECIMAL '12'" },
        { -0.000001m, "-0.000001" },
        { 1.5, "1.5E0" },
        { 1e-7, "1E-07" },
        { 0.1, "0.1E0" },
        { new DateOnly(2026, 2, 28), "DATE '2026-02-28'" },
        { new DateTime(2026, 2, 28, 23, 59, 59, 123), "TIMESTAMP '2026-02-28 23:59:59.123'" },
        { new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.FromHours(2)), "TIMESTAMP '2026-02-28 23:00:00.000 UTC'" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Convert_PlainValue_ReturnsItsLiteral(SqlLiteral literal, string sql) => literal.Sql.ShouldBe(sql);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Convert_NotFinite_Throws(double value) => Should.Throw<ArgumentOutOfRangeException>(() => (SqlLiteral)value);

    [Fact]
    public void Parameters_CollectionOfPlainValues_Converts()
    {
        var query = new AthenaQuery("SELECT ?, ?, ?, ?") { Parameters = ["PAID", 5, 12.5m, new DateOnly(2026, 1, 31)] };

        query.Parameters.Select(parameter => parameter.Sql).ShouldBe(["'PAID'", "5", "12.5", "DATE '2026-01-31'"]);
    }
}
