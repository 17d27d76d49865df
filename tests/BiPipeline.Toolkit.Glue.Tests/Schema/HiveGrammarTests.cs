using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Glue.Tests.Schema;

public sealed partial class HiveGrammarTests
{
    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task ToAthenaDdl_AnySchema_PassesHivesGrammar()
    {
        var odd = OrdersSchema.Load().With(
            OrdersSchema.Column("date", "array<struct<date:date,order:map<string,struct<_x:binary,group:decimal(38,10)>>>>"),
            new SchemaColumn("q", AttributePath.Of(@"it's `q` \ ; -- ""x"" /* " + "\t"), DataType.String)) with
        { Partitions = [], Children = [] };
        var statements = Statements(OrdersSchema.Catalog().ToAthenaDdl()).Concat(Statements(LakeCatalog.Create([odd], new() { Database = "select", Location = "s3://b" }).ToAthenaDdl())).ToArray();

        var errors = await SqlGrammar.ValidateAsync("hive", statements);

        errors.Select(wrong => string.Join("; ", wrong)).ShouldBe(statements.Select(_ => ""));
    }

    // Statements that the grammar accepts and Athena does not.
    [Fact]
    public void ToAthenaDdl_EveryTable_HasFormatLocationAndPartitionColumns()
    {
        foreach (var statement in Statements(OrdersSchema.Catalog().ToAthenaDdl()).Skip(1))
        {
            statement.ShouldContain("STORED AS INPUTFORMAT '");
            statement.ShouldContain("LOCATION 's3://example-lake/lake/");
            statement.ShouldStartWith("CREATE EXTERNAL TABLE");
            var names = ColumnName().Matches(statement[..statement.IndexOf("ROW FORMAT", StringComparison.Ordinal)]).Select(match => match.Groups["name"].Value).ToArray();
            names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Length);
            names.ShouldContain("dt");
        }
    }

    static IEnumerable<string> Statements(string script) => script.Split(";\n").Select(statement => LineComment().Replace(statement, "").Trim()).Where(statement => statement.Length > 0);

    [GeneratedRegex("^  `(?<name>[a-z0-9_]+)` ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex ColumnName();

    [GeneratedRegex("^--.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex LineComment();
}
