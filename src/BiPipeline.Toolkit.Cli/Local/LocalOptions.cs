using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options of commands over a local lake.</summary>
sealed class LocalOptions
{
    const string DefaultDatabase = "lake";

    // The location of the lake in place of its folder, whose name may have characters that a table's location may not have.
    internal const string DefaultLocation = "s3://local-lake";

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = new("--lake") { Description = "The lake's folder.", Required = true, HelpName = "DIR" };
    readonly Option<string[]> _views = new("--views")
    {
        Description = "A file with views, or a folder of such files, in addition to the generated views. Repeatable.",
        HelpName = "FILE|DIR",
    };
    readonly Option<string> _database = new("--database")
    {
        Description = "The database's name in SQL.",
        DefaultValueFactory = _ => DefaultDatabase,
        HelpName = "DB",
    };

    readonly BaselineOption _baseline = new("The time with which the generated views start, in place of the lake's newest baseline.");

    /// <summary>Makes the schemas optional; without one the catalog has no table.</summary>
    internal void AllowEmpty()
    {
        _schemas.Required = false;
        _schemas.Arity = ArgumentArity.ZeroOrMore;
        _schemas.Description = "A schema file. Repeatable. Without one, the catalog has no tables, for a rehearsal of glue apply and "
            + "views apply.";
    }

    internal void AddTo(Command command)
    {
        Option[] options = [_schemas, _lake, _views, _database];
        foreach (var option in options) { command.Options.Add(option); }
        _baseline.AddTo(command);
    }

    internal string Database(ParseResult parsed) => parsed.GetRequiredValue(_database);

    /// <summary>Opens the lake with the generated views of its schemas and the user's views.</summary>
    /// <exception cref="ViewException">A view was refused.</exception>
    internal Task<LocalLake> OpenAsync(ParseResult parsed, LocalAthenaOptions local, CancellationToken cancellationToken) =>
        OpenAsync(parsed, local, DefaultLocation, cancellationToken);

    /// <summary>Opens the lake, whose tables are at a location.</summary>
    /// <exception cref="ViewException">A view was refused.</exception>
    internal async Task<LocalLake> OpenAsync(
        ParseResult parsed,
        LocalAthenaOptions local,
        string location,
        CancellationToken cancellationToken)
    {
        var folder = parsed.GetRequiredValue(_lake);
        if (!Directory.Exists(folder))
        {
            var problem = File.Exists(folder) ? "which is a file" : "which does not exist";
            throw new DirectoryNotFoundException(
                $"--lake is '{folder}', {problem}; expected a folder. Query a lake in S3 with Athena, or copy it to a folder first.");
        }
        var schemas = SharedOptions.Load(parsed.GetValue(_schemas) ?? []);
        var generated = await _baseline.ViewsAsync(
            parsed,
            schemas,
            new DirectoryObjectStore(folder),
            cancellationToken).ConfigureAwait(false);
        var files = (parsed.GetValue(_views) ?? []).SelectMany(path => ViewDefinition.Load(path, Database(parsed)));
        var tables = LakeCatalog.Create(schemas, new() { Database = Database(parsed), Location = location });
        return await LocalLake.OpenAsync(
            folder,
            tables,
            [.. generated, .. files],
            local with { Threads = Environment.ProcessorCount },
            cancellationToken).ConfigureAwait(false);
    }
}
