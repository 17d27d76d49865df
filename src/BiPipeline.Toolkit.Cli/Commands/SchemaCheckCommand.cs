using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>schema check</c>: every problem of schema files at once.</summary>
static class SchemaCheckCommand
{
    // The rules of Glue and Athena depend on the schema, not on the location of the lake.
    static readonly LakeCatalogOptions AnyCatalog = new() { Database = "lake", Location = "s3://lake" };

    internal static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Schema files.", Arity = ArgumentArity.OneOrMore };
        var json = SharedOptions.Json();
        var command = new Command("check", "Checks schema files and prints every problem, those of Glue and Athena included.")
        {
            files,
            json,
        };
        command.SetAction(async (parsed, _) =>
        {
            FileCheck[] checks = [.. parsed.GetRequiredValue(files).Select(Check)];
            var together = Together(checks);
            foreach (var check in checks) { await terminal.Output.WriteLineAsync(check.ToString()).ConfigureAwait(false); }
            foreach (var problem in together) { await terminal.Output.WriteLineAsync($"FAIL  {problem}").ConfigureAwait(false); }
            if (parsed.GetValue(json))
            {
                await terminal.Output.WriteLineAsync(JsonLine.Of(line => Write(line, checks, together))).ConfigureAwait(false);
            }
            return checks.All(check => check.Problems.Count == 0) && together.Count == 0 ? 0 : 1;
        });
        return command;
    }

    static FileCheck Check(string path)
    {
        try
        {
            var schema = TableSchema.Load(path);
            return new(path, schema, ProblemsOf([schema]));
        }
        catch (SchemaException exception)
        {
            return new(path, null, exception.Problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(path, null, [exception.Message]);
        }
    }

    static IReadOnlyList<string> ProblemsOf(IReadOnlyList<TableSchema> schemas)
    {
        try
        {
            _ = LakeCatalog.Create(schemas, AnyCatalog);
            return [];
        }
        catch (SchemaException exception)
        {
            return exception.Problems;
        }
    }

    // Valid schemas can still have the same table.
    static List<string> Together(IReadOnlyList<FileCheck> checks)
    {
        TableSchema[] schemas = [.. checks.Select(check => check.Schema).OfType<TableSchema>()];
        var alone = checks.SelectMany(check => check.Problems);
        return schemas.Length < 2 ? [] : [.. ProblemsOf(schemas).Except(alone, StringComparer.Ordinal)];
    }

    static void Write(Utf8JsonWriter line, IReadOnlyList<FileCheck> checks, IReadOnlyList<string> together)
    {
        line.WriteStartArray("files");
        foreach (var check in checks)
        {
            line.WriteStartObject();
            line.WriteString("file", check.Path);
            line.WriteString("table", check.Schema?.Table);
            line.WriteTexts("problems", check.Problems);
            line.WriteEndObject();
        }
        line.WriteEndArray();
        line.WriteTexts("problems", together);
    }

    sealed record FileCheck(string Path, TableSchema? Schema, IReadOnlyList<string> Problems)
    {
        public override string ToString() => Problems.Count == 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"ok    {Path}: table {Schema!.Table}, {Count.Of(Schema.Columns.Count, "column")}, version {Schema.Version}")
            : string.Join('\n', Problems.Select(problem => $"FAIL  {Path}: {problem}"));
    }
}
