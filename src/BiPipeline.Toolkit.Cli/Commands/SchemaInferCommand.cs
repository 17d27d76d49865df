using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>schema infer</c>: from records to a schema file.</summary>
static class SchemaInferCommand
{
    const int NamedReasons = 3;
    const int NamedAttributes = 20;

    internal static Command Create(Terminal terminal)
    {
        var inputs = SharedOptions.Inputs();
        var table = new Option<string>("--table") { Description = "The table's name.", Required = true, HelpName = "NAME" };
        var keys = new Option<string[]>("--keys")
        {
            Description = "The key attributes, partition key first: pk or pk,sk. Required for records without Keys, as in exports.",
            CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', SharedOptions.Words))],
            HelpName = "a,b",
        };
        var from = new Option<string?>("--from")
        {
            Description = "A schema file to start from. Its columns stay; new attributes follow them.",
            HelpName = "FILE",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The file to write. One that exists is started from, as with --from, and is left alone when nothing is new. "
                + "Without --out the schema goes to the output.",
            HelpName = "FILE",
        };
        var force = new Option<bool>("--force") { Description = "Replace the file of --out; what was edited in it is lost." };
        var inference = new InferOptions();
        var threads = SharedOptions.Threads();
        var json = SharedOptions.Json();
        var aws = new AwsOptions();
        var command = new Command(
            "infer",
            "Reads every record and writes the schema file. The schema does not depend on the order or split of the records.")
        {
            inputs,
            table,
            keys,
            from,
            output,
            force,
            threads,
            json,
        };
        aws.AddTo(command);
        inference.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(output);
            var start = StartOf(parsed.GetValue(from), path, parsed.GetValue(force));
            var options = inference.Read(parsed) with
            {
                Keys = parsed.GetValue(keys) ?? [],
                From = start is null ? null : TableSchema.Load(start),
                Threads = parsed.GetValue(threads),
            };
            var reader = new FileSchemaInference(options);
            var files = await InputWords.FindAsync(
                parsed.GetRequiredValue(inputs),
                terminal,
                aws.Client(parsed),
                cancellationToken).ConfigureAwait(false);

            var started = Stopwatch.GetTimestamp();
            var seen = await ProgressLine.RunAsync(
                terminal,
                progress => reader.RunAsync(files, progress, cancellationToken)).ConfigureAwait(false);
            if (seen.Records == 0 && options.From is null)
            {
                throw new InvalidDataException(NothingRead(seen, files));
            }
            var schema = seen.ToSchema(parsed.GetRequiredValue(table));
            var written = await StoreAsync(terminal, schema, path, cancellationToken).ConfigureAwait(false);
            var result = new InferResult(schema, seen, path, written, Stopwatch.GetElapsedTime(started).TotalSeconds);
            // Only the schema goes to the output, for a pipe.
            var report = path is null ? terminal.Error : terminal.Output;
            foreach (var line in result.Lines()) { await report.WriteLineAsync(line).ConfigureAwait(false); }
            if (parsed.GetValue(json)) { await terminal.Output.WriteLineAsync(result.ToJson()).ConfigureAwait(false); }
            return 0;
        });
        return command;
    }

    static string NothingRead(SchemaInference seen, IEnumerable<FileInput> files)
    {
        var names = string.Join(", ", files.Select(file => file.Name));
        var others = seen.OtherEntities == 0 ? "" : $" {Count.Of(seen.OtherEntities, "record")} of other entities.";
        return seen.Unreadable + seen.OtherEntities == 0
            ? $"There is no record in {names}; expected at least one."
            : $"{names}: {Count.Of(seen.Unreadable, "record")}, none of which is readable;{others} {Reasons(seen)}";
    }

    static string Reasons(SchemaInference seen) => string.Join(
        ", ",
        seen.Reasons.Take(NamedReasons).Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value:N0}: {reason.Key}")));

    // A file that a user may have edited is not replaced unasked.
    static string? StartOf(string? from, string? output, bool force)
    {
        if (output is null || force || !Path.Exists(output)) { return from; }
        return from is null || Path.GetFullPath(from) == Path.GetFullPath(output)
            ? output
            : throw new IOException($"File '{output}' exists and is not '{from}'; expected a new file. Add --force to replace it.");
    }

    static async Task<bool> StoreAsync(Terminal terminal, TableSchema schema, string? path, CancellationToken cancellationToken)
    {
        var text = schema.ToJson().TrimEnd() + "\n";
        if (path is not null) { return await TextFile.WriteAsync(path, text, cancellationToken).ConfigureAwait(false); }
        await terminal.Output.WriteAsync(text).ConfigureAwait(false);
        return true;
    }

    sealed record InferResult(TableSchema Schema, SchemaInference Seen, string? Path, bool Written, double Seconds)
    {
        internal IEnumerable<string> Lines()
        {
            foreach (var decision in Seen.Decisions) { yield return $"  {decision}"; }
            if (Seen.LeftOut.Count > 0)
            {
                var more = Seen.LeftOut.Count > NamedAttributes ? ", …" : "";
                yield return $"  left to _rescued: {string.Join(", ", Seen.LeftOut.Take(NamedAttributes))}{more}";
            }
            if (Seen.Unreadable > 0) { yield return $"  unreadable: {Reasons(Seen)}"; }
            yield return ToString();
        }

        public override string ToString()
        {
            var leftOut = Seen.LeftOut.Count == 0
                ? ""
                : $", {Count.Of(Seen.LeftOut.Count, "attribute")} left to _rescued";
            var where = Path is null ? "" : Written ? $" in {Path}" : $" in {Path}, nothing new";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Count.Of(Seen.Records, "record")}, {Seen.Unreadable:N0} unreadable → "
                    + $"{Count.Of(Schema.Columns.Count, "column")}{leftOut}, version {Schema.Version}{where}");
        }

        internal string ToJson() => JsonLine.Of(line =>
        {
            line.WriteString("table", Schema.Table);
            line.WriteNumber("version", Schema.Version);
            line.WriteNumber("columns", Schema.Columns.Count);
            line.WriteNumber("records", Seen.Records);
            line.WriteNumber("unreadable", Seen.Unreadable);
            line.WriteNumber("other_entities", Seen.OtherEntities);
            line.WriteNumber("left_out", Seen.LeftOut.Count);
            line.WriteStartArray("decisions");
            foreach (var decision in Seen.Decisions) { line.WriteStringValue(decision); }
            line.WriteEndArray();
            line.WriteStartObject("reasons");
            foreach (var (reason, count) in Seen.Reasons) { line.WriteNumber(reason, count); }
            line.WriteEndObject();
            line.WriteString("hash", Schema.ComputeHash());
            line.WriteString("out", Path);
            line.WriteBoolean("written", Written);
            line.WriteNumber("seconds", Math.Round(Seconds, 3));
        });
    }
}
