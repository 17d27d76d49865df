using System.CommandLine;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>query</c>: Athena's SQL over a local lake.</summary>
static class QueryCommand
{
    internal static Command Create(Terminal terminal)
    {
        var sql = new Argument<string>("SQL") { Description = "One statement in Athena's SQL." };
        var options = new LocalOptions();
        var format = new Option<string>("--format")
        {
            Description = "Format of the rows. table: as records when a row is wider than the terminal. records: one line per column. "
                + "json: an array of objects; integers and doubles are numbers, decimals, dates and timestamps are text.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "records", "csv", "json");
        var command = new Command("query", "Runs a query in this process over the lake's tables, the generated views, and your views.")
        {
            sql,
            format,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var local = new LocalAthenaOptions { NestedAsJson = parsed.GetValue(format) == "json" };
            var lake = await options.OpenAsync(parsed, local, cancellationToken).ConfigureAwait(false);
            await using (lake.ConfigureAwait(false))
            {
                var result = await lake.Engine.ExecuteAsync(
                    parsed.GetRequiredValue(sql),
                    lake.Database,
                    cancellationToken).ConfigureAwait(false);
                var text = parsed.GetValue(format) switch
                {
                    "csv" => CsvRows.Of(result),
                    "json" => JsonRows.Of(result),
                    "records" => RecordRows.Of(result),
                    _ => TableRows.Of(result, terminal.Width),
                };
                await terminal.Output.WriteAsync(text).ConfigureAwait(false);
                return 0;
            }
        });
        return command;
    }
}
