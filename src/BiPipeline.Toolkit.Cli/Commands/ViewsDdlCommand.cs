using System.CommandLine;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views ddl</c>: the generated views as text.</summary>
static class ViewsDdlCommand
{
    internal static Command Create(Terminal terminal)
    {
        var schemas = SharedOptions.Schemas();
        var command = new Command(
            "ddl",
            "Prints the generated views of schemas: <table>_events, _current, _history, <child>_current. Calls no service.")
        {
            schemas,
        };
        command.SetAction(async (parsed, _) =>
        {
            var views = SharedOptions.Load(parsed.GetRequiredValue(schemas)).SelectMany(ViewDefinition.Create);
            await terminal.Output.WriteAsync(string.Join("\n", views.Select(view => $"{view.ToSql()};\n"))).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
