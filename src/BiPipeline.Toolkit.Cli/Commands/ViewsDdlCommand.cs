using System.CommandLine;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views ddl</c>: the generated views as text, or as dbt sources.</summary>
static class ViewsDdlCommand
{
    internal static Command Create(Terminal terminal)
    {
        var schemas = SharedOptions.Schemas();
        var baseline = new BaselineOption("The time of the baseline with which the views start. Default none: they read all rows.");
        var dbt = new Option<bool>("--dbt")
        {
            Description = "Print sources.yml for dbt in place of SQL: tables, latest tables and views, with freshness and tests of keys.",
        };
        var database = new Option<string?>("--database") { Description = "The Glue database, for --dbt.", HelpName = "DB" };
        var command = new Command(
            "ddl",
            "Prints the generated views of schemas: <table>_events, _current, _history, <child>_current. Calls no service.")
        {
            schemas,
            dbt,
            database,
        };
        baseline.AddTo(command);
        command.Validators.Add(result =>
        {
            var (isDbt, hasDatabase) = (result.GetValue(dbt), result.GetResult(database) is not null);
            if (isDbt && !hasDatabase) { result.AddError("--dbt needs --database, the Glue database."); }
            if (!isDbt && hasDatabase) { result.AddError("--database is for --dbt only."); }
        });
        command.SetAction(async (parsed, _) =>
        {
            var loaded = SharedOptions.Load(parsed.GetRequiredValue(schemas));
            // What Athena would refuse is refused in both forms.
            var views = loaded.SelectMany(schema => ViewDefinition.Create(schema, baseline.Time(parsed))).ToArray();
            await terminal.Output.WriteAsync(parsed.GetValue(dbt)
                ? DbtSources.ToYaml(loaded, parsed.GetValue(database)!)
                : string.Join("\n", views.Select(view => $"{view.ToSql()};\n"))).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
