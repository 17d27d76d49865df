using System.CommandLine;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views ddl</c>: the generated views as text.</summary>
static class ViewsDdlCommand
{
    internal static Command Create(Terminal terminal)
    {
        var schemas = SharedOptions.Schemas();
        var baseline = new BaselineOption("The time of the baseline with which the views start. Default none: they read all rows.");
        var command = new Command(
            "ddl",
            "Prints the generated views of schemas: <table>_events, _current, _history, <child>_current. Calls no service.")
        {
            schemas,
        };
        baseline.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var views = SharedOptions.Load(parsed.GetRequiredValue(schemas))
                .SelectMany(schema => ViewDefinition.Create(schema, baseline.Time(parsed)));
            await terminal.Output.WriteAsync(string.Join("\n", views.Select(view => $"{view.ToSql()};\n"))).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
