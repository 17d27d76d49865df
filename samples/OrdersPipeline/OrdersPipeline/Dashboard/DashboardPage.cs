using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>
/// Writes the report as one self-contained HTML page: no network, and a content security policy with the hash of every script and style, so
/// that no script in the data can run.
/// </summary>
static partial class DashboardPage
{
    /// <summary>Returns the page's HTML with Apache ECharts inside. The same report gives the same text.</summary>
    /// <param name="report">The rows of the views.</param>
    internal static string Write(SalesReport report) => Write(report, Resource("echarts.js"));

    /// <summary>Returns the page's HTML. The same report and library give the same text.</summary>
    /// <param name="report">The rows of the views.</param>
    /// <param name="chartLibrary">The script that defines <c>echarts</c>.</param>
    internal static string Write(SalesReport report, string chartLibrary)
    {
        var style = Resource("dashboard.css");
        var library = ForScriptElement(chartLibrary);
        var script = ForScriptElement(Resource("dashboard.js"));
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["policy"] = $"default-src 'none'; script-src {Hash(library)} {Hash(script)}; style-src {Hash(style)}; "
                + "base-uri 'none'; form-action 'none'",
            ["style"] = style,
            ["asof"] = HtmlEncoder.Default.Encode(report.LatestChange is { } change ? Display.Moment(change) : "no change yet"),
            ["period"] = HtmlEncoder.Default.Encode(Display.Period(report.FirstDay, report.LastDay)),
            ["months"] = HtmlEncoder.Default.Encode(Display.Months(report.Months.Values.Count)),
            ["monthsnote"] = HtmlEncoder.Default.Encode(MonthsNote(report)),
            ["monthstable"] = ChartTable.Months(report),
            ["stagestable"] = ChartTable.Stages(report),
            ["categoriestable"] = ChartTable.Categories(report),
            ["countriestable"] = ChartTable.Countries(report),
            ["daystable"] = ChartTable.Days(report),
            ["tiles"] = string.Concat(KpiTile.Of(report).Select(tile => tile.ToHtml())),
            ["customers"] = CustomerTable.ToHtml(report.Customers),
            ["data"] = ChartData.ToJson(report),
            ["library"] = library,
            ["script"] = script,
        };
        // One pass over the template, so that inserted text is never replaced again.
        return Placeholder().Replace(Resource("dashboard.html"), match => parts[match.Groups["name"].Value]);
    }

    // A partial month distorts the comparison, so the reader must know.
    static string MonthsNote(SalesReport report)
    {
        var (first, last) = (report.FirstDay, report.LastDay);
        var begin = first.Day > 1 ? $" {Display.Month(first)} starts on {Display.Day(first)}." : "";
        var end = last.AddDays(1).Day > 1 ? $" {Display.Month(last)} ends on {Display.Day(last)}." : "";
        return $"Percentages compare with the month before.{begin}{end}";
    }

    // A script element ends at the first of these; the backslash changes nothing inside a JavaScript string or pattern.
    static string ForScriptElement(string script) =>
        script.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
            .Replace("<!--", "<\\!--", StringComparison.Ordinal);

    static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    static string Resource(string name)
    {
        using var stream = typeof(DashboardPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource '{name}' is missing in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex("{{(?<name>[a-z]+)}}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
