using System.Buffers;
using System.Text;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes rows as CSV (RFC 4180) with a header. NULL is empty, empty text is "".</summary>
static class CsvRows
{
    static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    internal static string Of(LocalAthenaResult result)
    {
        if (result.Columns.Count == 0) { return ""; }
        var csv = new StringBuilder();
        Append(csv, result.Columns.Select(column => column.Name));
        foreach (var row in QueryRows.Of(result)) { Append(csv, row); }
        return csv.ToString();
    }

    static void Append(StringBuilder csv, IEnumerable<string?> values) => csv.AppendJoin(',', values.Select(Field)).Append('\n');

    static string? Field(string? value) => value is null || (value.Length > 0 && value.AsSpan().IndexOfAny(Special) < 0)
        ? value
        : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
