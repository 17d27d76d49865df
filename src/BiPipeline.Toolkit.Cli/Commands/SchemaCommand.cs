using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>schema</c>: commands for schema files.</summary>
static class SchemaCommand
{
    internal static Command Create(Terminal terminal) => new("schema", "Schema files.")
    {
        SchemaInferCommand.Create(terminal),
        SchemaCheckCommand.Create(terminal),
    };
}
