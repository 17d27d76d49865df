using System.Globalization;
using OrdersPipeline.Results;

namespace OrdersPipeline.Tests.Oracle;

/// <summary>The oracle's rows as a report, written as Athena writes values: pages and tables can be tested without an engine.</summary>
static class OracleReport
{
    internal static SalesReport Load() => new([.. OracleViews.Load().All.Select(Table)]) { LatestChange = OracleHistory.Load().Latest };

    internal static ResultTable Table(ExpectedView view) => new(
        view.Name,
        [.. view.Columns.Select((column, index) => new ResultColumn(column, TypeOf(view.Rows.Select(row => row[index]).FirstOrDefault(value => value is not null))))],
        [.. view.Rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)])]);

    /// <summary>Fails unless the report's view has the expected columns and rows, to the last digit.</summary>
    internal static void ShouldHold(this SalesReport report, ExpectedView expected)
    {
        var actual = report.Tables.Single(table => table.Name == expected.Name);
        actual.Columns.Select(column => column.Name).ShouldBe(expected.Columns);
        actual.Values.Select(row => string.Join('|', row.Select(value => value ?? "NULL")))
            .ShouldBe(expected.Rows.Select(row => string.Join('|', row.Select(value => Text(value) ?? "NULL"))), expected.Name);
    }

    internal static string? Text(object? value) => value switch
    {
        null => null,
        decimal money => money.ToString("0.00", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // Athena writes doubles as Java does: a whole one ends in .0.
        double ratio when double.IsInteger(ratio) => ratio.ToString("0.0", CultureInfo.InvariantCulture),
        double ratio => ratio.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    static string TypeOf(object? value) => value switch
    {
        decimal => "decimal",
        double => "double",
        DateOnly => "date",
        string => "varchar",
        _ => "bigint",
    };
}
