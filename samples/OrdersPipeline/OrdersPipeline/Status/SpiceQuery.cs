using System.Globalization;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Status;

/// <summary>Queries the size of a view.</summary>
static class SpiceQuery
{
    internal static async Task<SpiceEstimate> RunAsync(
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        string database,
        string view,
        CancellationToken cancellationToken)
    {
        var columns = (await catalog.GetTableAsync(database, view, cancellationToken).ConfigureAwait(false)).Definition.Storage.Columns;
        var result = await runner.RunAsync(Sql(view, columns), cancellationToken).ConfigureAwait(false);
        var row = (await result.ToListAsync(cancellationToken).ConfigureAwait(false))[0];
        var texts = columns.Count(IsText);
        var rows = Number(row, "row_count");
        var rowBytes = ((columns.Count - texts) * SpiceEstimate.BytesOfNumber) + (texts * SpiceEstimate.BytesOfText);
        return new SpiceEstimate(view, rows, (rows * rowBytes) + Number(row, "text_bytes"));
    }

    static string Sql(string view, IReadOnlyList<GlueColumn> columns)
    {
        var texts = columns.Where(IsText).Select(column => $"coalesce(length(to_utf8({Quoted(column.Name)})), 0)").ToList();
        var bytes = texts.Count == 0 ? "0" : $"coalesce(sum({string.Join(" + ", texts)}), 0)";
        return $"SELECT count(*) AS row_count, {bytes} AS text_bytes FROM {Quoted(view)}";
    }

    static bool IsText(GlueColumn column) =>
        column.Type is { } type
        && (type == "string"
            || type.StartsWith("varchar", StringComparison.Ordinal)
            || type.StartsWith("char", StringComparison.Ordinal));

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static long Number(AthenaRow row, string column) =>
        long.Parse(row.GetText(column)!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
