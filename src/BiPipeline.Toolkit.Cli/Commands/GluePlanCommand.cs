using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>glue plan</c> and <c>glue apply</c>: the changes of the catalog.</summary>
static class GluePlanCommand
{
    internal static Command Create(Terminal terminal, bool applies)
    {
        var schemas = SharedOptions.Schemas();
        var database = SharedOptions.Database();
        var location = SharedOptions.Location();
        var json = SharedOptions.Json();
        var aws = new AwsOptions();
        var command = applies
            ? new Command("apply", "Creates and updates database and tables. Writes nothing when nothing changes.")
            : new Command("plan", "Prints the changes of apply. Writes nothing.");
        command.Options.Add(schemas);
        command.Options.Add(database);
        command.Options.Add(location);
        command.Options.Add(json);
        aws.AddTo(command);
        // A folder is a location for DDL; the tables of Glue itself are in S3.
        location.Description = "The lake's root: s3://bucket/prefix.";
        location.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } root && !root.StartsWith("s3://", StringComparison.Ordinal))
            {
                result.AddError($"--location is '{root}'; expected s3://bucket/prefix.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loaded = SharedOptions.Load(parsed.GetRequiredValue(schemas));
            // Views that Athena would refuse are refused before their tables are made.
            foreach (var schema in loaded) { ViewDefinition.Create(schema); }
            var wanted = LakeCatalog.Create(
                loaded,
                new() { Database = parsed.GetRequiredValue(database), Location = parsed.GetRequiredValue(location) });
            using var catalog = new GlueCatalogClient(aws.Client(parsed));
            var plan = await CatalogPlan.CreateAsync(catalog, wanted, cancellationToken).ConfigureAwait(false);
            await terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
            foreach (var line in NewTables(plan, parsed.GetRequiredValue(schemas), loaded, parsed.GetRequiredValue(location)))
            {
                await terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
            }
            var outcome = applies ? await plan.ApplyAsync(catalog, cancellationToken: cancellationToken).ConfigureAwait(false) : null;
            if (outcome is { HasChanges: true }) { await terminal.Output.WriteLineAsync(outcome.ToString()).ConfigureAwait(false); }
            if (parsed.GetValue(json))
            {
                await terminal.Output.WriteLineAsync(JsonLine.Of(line => Write(line, plan, outcome))).ConfigureAwait(false);
            }
            return plan.IsRefused ? throw Refused(plan) : 0;
        });
        return command;
    }

    // One command per schema, also when several of its tables refuse.
    static IEnumerable<string> NewTables(CatalogPlan plan, string[] files, TableSchema[] schemas, string location)
    {
        var refused = plan.Tables
            .Where(table => table.Refusals.Any(change => change.NewTableHelps))
            .Select(table => table.Name)
            .ToHashSet(StringComparer.Ordinal);
        return schemas.Zip(files)
            .Where(given => given.First.GetTables().Any(table => refused.Contains(table.Name)))
            .Select(given => $"a new table: bipipeline lake rebuild --schema {given.Second} --lake {location} "
                + $"--table {NextName(given.First.Table)}");
    }

    // orders, orders_v2, orders_v3
    static string NextName(string table)
    {
        const string mark = "_v";
        var at = table.LastIndexOf(mark, StringComparison.Ordinal);
        return at > 0 && int.TryParse(table.AsSpan(at + mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? string.Create(CultureInfo.InvariantCulture, $"{table[..at]}{mark}{version + 1}")
            : table + mark + "2";
    }

    static CatalogRefusedException Refused(CatalogPlan plan)
    {
        var tables = plan.Tables.Where(table => table.Action == TableAction.Refuse).Select(table => $"'{table.Name}'");
        return new([$"Table {string.Join(", ", tables)} can't become the schema's; the plan above has the reason and the fix."]);
    }

    static void Write(Utf8JsonWriter line, CatalogPlan plan, CatalogOutcome? outcome)
    {
        line.WriteString("database", plan.Database.Name);
        line.WriteBoolean("nothing_to_do", plan.IsEmpty);
        line.WriteBoolean("creates_database", plan.CreatesDatabase);
        line.WriteStartArray("tables");
        foreach (var table in plan.Tables)
        {
            line.WriteStartObject();
            line.WriteString("name", table.Name);
            line.WriteString("action", JsonNamingPolicy.SnakeCaseLower.ConvertName(table.Action.ToString()));
            line.WriteStartArray("changes");
            foreach (var change in table.Changes) { Write(line, change); }
            line.WriteEndArray();
            line.WriteEndObject();
        }
        line.WriteEndArray();
        if (outcome is null) { return; }
        line.WriteNumber("created", outcome.Created.Count);
        line.WriteNumber("updated", outcome.Updated.Count);
    }

    static void Write(Utf8JsonWriter line, CatalogChange change)
    {
        line.WriteStartObject();
        line.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Kind.ToString()));
        line.WriteString("subject", change.Subject);
        line.WriteString("from", change.From);
        line.WriteString("to", change.To);
        line.WriteString("reason", change.Reason);
        line.WriteEndObject();
    }
}
