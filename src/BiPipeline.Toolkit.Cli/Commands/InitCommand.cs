using System.CommandLine;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>init</c>: a project for one's own table.</summary>
static class InitCommand
{
    const string DefaultKey = "id";
    const string Partition = "dt";
    const string CurrentFolder = ".";

    internal static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The project's folder. Default: the current folder, where the first argument is a file of records.",
            DefaultValueFactory = _ => CurrentFolder,
        };
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Records, as 'schema infer' takes them, which the schema file is inferred from. Without any: the keys only.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var table = Name("--table", "The DynamoDB table.", "NAME", ProjectNames.IsTable, "3 to 255 letters, digits, '_', '-' and '.'");
        table.Required = true;
        var project = Name(
            "--name", "The .NET project. Default: the table's words and Lake.", "NAME",
            ProjectNames.IsProject, "letters, digits, '_' and '.', each part with a letter or '_' first");
        var stage = Name(
            "--stage", "The stage. Default: the one at the start or end of the table's name, or prod.", "STAGE",
            ProjectNames.IsStage, "1 to 20 lower-case letters and digits, a letter first");
        var region = Name(
            "--region", "The AWS Region. Default: the Region of the AWS profile.", "REGION",
            ProjectNames.IsRegion, "a Region such as eu-west-1");
        var keys = SharedOptions.Keys("Default: those of the records, or id.");
        var force = new Option<bool>("--force") { Description = "Replace files that exist with another text." };
        var json = SharedOptions.Json();
        var command = new Command(
            "init",
            "Makes a project for your own table: function, SAM template, schema file, views, checks and tests.")
        {
            folder,
            inputs,
            table,
            keys,
            project,
            stage,
            region,
            force,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = ProjectNames.Of(parsed.GetRequiredValue(table)!, parsed.GetValue(stage), parsed.GetValue(project));
            var (path, records) = Split(parsed.GetValue(folder)!, parsed.GetValue(inputs) ?? []);
            var client = new AwsClientOptions { Region = parsed.GetValue(region) };
            var found = await InputWords.FindAsync(records, terminal, client, cancellationToken).ConfigureAwait(false);
            var (schema, count) = await SchemaAsync(
                terminal, names, found, parsed.GetValue(keys) ?? [], cancellationToken).ConfigureAwait(false);
            var files = ProjectTemplate.Create(names, schema, parsed.GetValue(region));
            var written = await new ProjectFolder(path).WriteAsync(files, parsed.GetValue(force), cancellationToken).ConfigureAwait(false);
            await WriteAsync(terminal, new(names, schema, path, count, files, written), parsed.GetValue(json)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    // A file can't be the project's folder, so it is the first input.
    static (string Folder, string[] Inputs) Split(string first, string[] others) =>
        File.Exists(first) ? (CurrentFolder, [first, .. others]) : (first, others);

    static Option<string?> Name(string name, string description, string helpName, Func<string, bool> isValid, string expected)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !isValid(token.Value)))
            {
                result.AddError($"{name} is '{token.Value}'; expected {expected}.");
            }
        });
        return option;
    }

    // The records' number is null where there are none.
    static async Task<(TableSchema Schema, long? Records)> SchemaAsync(
        Terminal terminal, ProjectNames names, IReadOnlyList<FileInput> inputs, string[] keys, CancellationToken cancellationToken)
    {
        if (inputs.Count == 0) { return (Default(names, keys.Length == 0 ? [DefaultKey] : keys), null); }
        var inference = new FileSchemaInference(new InferenceOptions { Keys = keys, Source = new(names.Source) });
        var seen = await ProgressLine.RunAsync(
            terminal, progress => inference.RunAsync(inputs, progress, cancellationToken)).ConfigureAwait(false);
        if (seen.Records == 0)
        {
            throw new InvalidDataException(
                $"Inputs {string.Join(", ", inputs.Select(input => input.Name))} contain no readable record; "
                    + "expected stream records, Lambda events or export lines.");
        }
        return (seen.ToSchema(names.Schema), seen.Records);
    }

    static TableSchema Default(ProjectNames names, string[] keys) => new TableSchema
    {
        Table = names.Schema,
        Source = new(names.Source),
        Keys = [.. keys.Select(ProjectNames.ColumnOf)],
        Columns = [.. keys.Select(key => new SchemaColumn(ProjectNames.ColumnOf(key), AttributePath.Of(key), DataType.String))],
        Partitions = [new(Partition, PartitionField.EventTimeSource, PartitionTransform.Day)],
    }.Validated();

    static async Task WriteAsync(Terminal terminal, InitResult result, bool json)
    {
        await terminal.Output.WriteAsync(result.ToString()).ConfigureAwait(false);
        if (json) { await terminal.Output.WriteLineAsync(result.ToJson()).ConfigureAwait(false); }
    }

    sealed record InitResult(
        ProjectNames Names, TableSchema Schema, string Folder, long? Records, IReadOnlyList<ProjectFile> Files, List<ProjectFile> Written)
    {
        public override string ToString()
        {
            var origin = Records is { } records
                ? $"inferred from {Count.Of(records, "record")}"
                : "the keys only; infer the rest with 'bipipeline schema infer', or write it";
            var text = new System.Text.StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"Project {Names.Project} for table '{Names.Table}', stage '{Names.Stage}': ")
                .Append(CultureInfo.InvariantCulture, $"{Count.Of(Files.Count, "file")} ({Written.Count} new) in {Folder}\n");
            foreach (var file in Written) { text.Append(CultureInfo.InvariantCulture, $"  {file.Path}\n"); }
            return text
                .Append(CultureInfo.InvariantCulture, $"Schema: {Count.Of(Schema.Columns.Count, "column")}, {origin}\n")
                .Append("Next:\n")
                .Append(Folder is CurrentFolder ? "" : $"  cd {Folder}\n")
                .Append("  dotnet test\n")
                .Append(CultureInfo.InvariantCulture, $"  dotnet publish src/{Names.Project} -c Release -r linux-x64 -o publish\n")
                .Append("  sam deploy, then the tables and views: README.md has the commands\n")
                .ToString();
        }

        internal string ToJson() => JsonLine.Of(line =>
        {
            line.WriteString("project", Names.Project);
            line.WriteString("table", Names.Table);
            line.WriteString("stage", Names.Stage);
            line.WriteString("schema", Names.Schema);
            line.WriteString("stack", Names.Stack);
            line.WriteString("folder", Folder);
            line.WriteNumber("files", Files.Count);
            line.WriteNumber("new_files", Written.Count);
            line.WriteNumber("columns", Schema.Columns.Count);
            if (Records is { } records) { line.WriteNumber("records", records); }
        });
    }
}
