using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OrdersPipeline.Results;

namespace OrdersPipeline.Dashboard;

/// <summary>Writes the charts' data as JSON that is safe inside a script element: the encoder escapes &lt;, &gt; and &amp;.</summary>
static class ChartData
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static string ToJson(SalesReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            Write(writer, "months", report.Months, (writer, row) =>
            {
                var month = row.Date("order_month");
                var before = MonthBefore.Of(report.Months, month, 12);
                writer.WriteString("month", month.ToString("MMM yy", CultureInfo.InvariantCulture));
                Number(writer, row, "revenue");
                Number(writer, row, "orders");
                Ratio(writer, row, "revenue_growth");
                if (before is { } year) { writer.WriteNumber("year_before", year.Number("revenue")); }
                else { writer.WriteNull("year_before"); }
                if (KpiChange.Between(row, before, "revenue") is { } change) { writer.WriteNumber("year_growth", change.Ratio); }
                else { writer.WriteNull("year_growth"); }
            });
            Write(writer, "stages", report.Stages, static (writer, row) =>
            {
                writer.WriteString("stage", row.Text("stage"));
                Number(writer, row, "orders_reached");
                Number(writer, row, "orders_now");
                Ratio(writer, row, "share_of_placed");
            });
            Write(writer, "categories", report.Categories, static (writer, row) =>
            {
                writer.WriteString("category", row.Text("category"));
                Number(writer, row, "revenue");
                Number(writer, row, "units");
                Ratio(writer, row, "revenue_share");
            });
            Write(writer, "countries", report.Countries, static (writer, row) =>
            {
                writer.WriteString("country", row.Text("country"));
                Number(writer, row, "revenue");
                Number(writer, row, "orders");
                Ratio(writer, row, "revenue_share");
            });
            Write(writer, "days", report.Days, static (writer, row) =>
            {
                writer.WriteString("day", row.Text("order_date"));
                Number(writer, row, "revenue");
            });
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter writer, string name, ResultTable table, Action<Utf8JsonWriter, ResultRow> members)
    {
        writer.WriteStartArray(name);
        foreach (var row in table.Rows)
        {
            writer.WriteStartObject();
            members(writer, row);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void Number(Utf8JsonWriter writer, ResultRow row, string column)
    {
        if (row.NumberOrNull(column) is { } value) { writer.WriteNumber(column, value); }
        else { writer.WriteNull(column); }
    }

    static void Ratio(Utf8JsonWriter writer, ResultRow row, string column)
    {
        if (row.RatioOrNull(column) is { } value) { writer.WriteNumber(column, value); }
        else { writer.WriteNull(column); }
    }
}
