using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options of latest tables: where they are, and where the lake's objects are; and their plans.</summary>
sealed class LatestTables
{
    readonly Option<string?> _catalog = new("--catalog")
    {
        Description = "The catalog of latest tables: s3tablescatalog/BUCKET for a table bucket of S3 Tables. Default: that of the lake.",
        HelpName = "CATALOG",
    };
    readonly Option<string?> _namespace = new("--namespace")
    {
        Description = "The namespace in --catalog. Default: the name of --database.",
        HelpName = "NS",
    };
    readonly Option<string?> _lake = new("--lake")
    {
        Description = "Where the lake's objects are, if not at the tables' location in the catalog: a folder for a rehearsal.",
        HelpName = "ROOT",
    };

    internal void AddTo(Command command)
    {
        Option[] options = [_catalog, _namespace, _lake];
        foreach (var option in options) { command.Options.Add(option); }
        command.Validators.Add(result =>
        {
            if (result.GetResult(_namespace) is not null && result.GetResult(_catalog) is null)
            {
                result.AddError("--namespace is of another catalog; expected --catalog with it.");
            }
        });
    }

    /// <summary>Opens the lake of a schema; null when the catalog does not have its table at such a location.</summary>
    internal async Task<LatestLake?> OpenAsync(
        ParseResult parsed,
        IGlueCatalog catalog,
        string database,
        TableSchema schema,
        AwsClientOptions client,
        CancellationToken cancellationToken)
    {
        if (await catalog.FindTableAsync(database, schema.Table, cancellationToken).ConfigureAwait(false) is not { } table
            || table.Definition.Storage.Location is not { } location
            || LakeLayout.RootOf(location, LakeZone.Processed, schema.Table) is not { } root)
        {
            return null;
        }
        var store = ObjectStores.Open(parsed.GetValue(_lake) ?? root, new() { Client = client });
        var target = new LatestTarget(database, root) { Catalog = parsed.GetValue(_catalog), Namespace = parsed.GetValue(_namespace) };
        return new(schema, store, target, client);
    }
}
