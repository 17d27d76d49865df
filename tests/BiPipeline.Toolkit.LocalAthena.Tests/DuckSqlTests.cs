using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Functions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class DuckSqlTests
{
    // Functions and operators that write an argument more than once.
    static readonly (string Open, string Close)[] Shapes =
    [
        ("(", " + INTERVAL '1' MONTH)"), ("slice(", ", 1, 3)"), ("greatest(", ", 1)"), ("array_distinct(", ")"), ("array_union(", ", ARRAY[1])"),
        ("nullif(", ", 1)"), ("date_trunc('day', ", ")"), ("(", " || ARRAY[1])"), ("zip_with(", ", ARRAY[1], (x, y) -> x)"), ("filter(", ", x -> x > 1)"),
        ("array_remove(", ", 1)"), ("CAST(CAST(", " AS JSON) AS array(bigint))"), ("map_concat(", ", MAP(ARRAY[1], ARRAY[1]))"), ("reverse(array_sort(", "))"),
        ("at_timezone(", ", 'Europe/Berlin')"), ("TRY(", ")"), ("(CASE ", " WHEN 1 THEN 1 ELSE 2 END)"), ("round(", ", 1)"), ("transform(", ", x -> x + 1)"),
    ];

    static readonly string[] Values = ["x", "ARRAY[1, 2]", "current_timestamp", "1", "MAP(ARRAY[1], ARRAY[2])", "1.5"];

    public static TheoryData<string, string> Nestings
    {
        get
        {
            TheoryData<string, string> nestings = [];
            foreach (var (open, close) in Shapes) { nestings.Add(open, close); }
            return nestings;
        }
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Render_Nesting_GrowsWithTheQuery(string open, string close)
    {
        var value = Array.Find(Values, one => Length(open, one, close, 1) is not null);
        value.ShouldNotBeNull($"no value fits {open}…{close}");
        int Text(int depth) => Length(open, value, close, depth) ?? throw new InvalidOperationException();

        // By the same amount for each level, whatever its depth.
        var step = (Text(40) - Text(20)) / 20;
        ((Text(100) - Text(40)) / 60).ShouldBeLessThanOrEqualTo(step + 8);
        step.ShouldBeLessThan(1_500);
    }

    [Fact]
    public void Render_TenThousandNodes_GrowsWithTheirNumber()
    {
        int Text(int items) => Sql($"SELECT {string.Join(", ", Enumerable.Range(0, items).Select(n => $"slice(array_union(ARRAY[{n}, x], ARRAY[x]), 1, greatest(x, {n}))"))} FROM (VALUES 1) t (x)").Length;

        var (small, large) = (Text(100), Text(1_000));

        large.ShouldBeLessThan(small * 11);
    }

    [Fact]
    public void Equals_SameButForNames_IsEqual()
    {
        DuckSql Make(string last) => DuckSql.Let($"f({DuckSql.Lambda(x => $"{x} + 1")}, a_long_name_that_is_no_atom, another_one_that_is_no_atom{last})", value => $"g({value}, {value})");

        Make("").ShouldBe(Make(""));
        Make("").GetHashCode().ShouldBe(Make("").GetHashCode());
        Make("").ShouldNotBe(Make("2"));
    }

    [Fact]
    public void Let_ValueThatIsUsedOnce_StaysInItsPlace()
    {
        DuckSql value = $"f({DuckSql.Lambda(x => $"{x}")})";

        DuckSql.Let(value, name => $"g({name})").Render().ShouldBe("g(f(lambda v1: v1))");
        DuckSql.Let(value, name => $"g({name}, {name})").Render().ShouldBe("list_transform([f(lambda v1: v1)], lambda v1: g(v1, v1))[1]");
    }

    [Fact]
    public void ToString_Node_IsRefused() => Should.Throw<InvalidOperationException>(() => ((DuckSql)"x").ToString());

    static int? Length(string open, string value, string close, int depth)
    {
        try
        {
            return Sql($"SELECT {string.Concat(Enumerable.Repeat(open, depth))}{value}{string.Concat(Enumerable.Repeat(close, depth))} FROM (VALUES 1) t (x)").Length;
        }
        catch (LocalAthenaQueryException)
        {
            return null;
        }
    }

    static string Sql(string sql) =>
        new QueryTranslator(new Session(new CatalogSnapshot(), FunctionTable.Catalog, null, LakeFixture.Now))
            .Translate(((Statement.Select)StatementParser.Parse(sql).Statement).Query).Sql.Render();
}
