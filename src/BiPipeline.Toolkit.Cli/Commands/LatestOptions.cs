using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options that the commands of latest tables share.</summary>
sealed class LatestOptions
{
    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _database = SharedOptions.Database();
    readonly Option<string?> _workGroup = new("--workgroup")
    {
        Description = "The Athena workgroup for the statements: one without a small limit of scanned bytes.",
        HelpName = "WG",
    };
    readonly Option<string?> _output = new("--output")
    {
        Description = "The location of Athena's results, s3://…; required when the workgroup does not set it.",
        HelpName = "s3://…",
    };
    readonly Option<long?> _maxBytes = new("--max-bytes")
    {
        Description = "Number of bytes that the queries may scan together; the one that exceeds it is stopped. Default: no limit.",
        HelpName = "N",
    };
    readonly LatestTables _tables = new();

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal AwsOptions Aws { get; } = new();

    internal void AddTo(Command command, bool runsQueries)
    {
        Option[] options = runsQueries ? [_schemas, _database, _workGroup, _output, _maxBytes, Json] : [_schemas, _database, Json];
        foreach (var option in options) { command.Options.Add(option); }
        _workGroup.Required = runsQueries;
        _maxBytes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is < 1 and var bytes) { result.AddError($"--max-bytes is {bytes}; expected 1 or more."); }
        });
        _tables.AddTo(command);
        Aws.AddTo(command);
    }

    internal AthenaQueryRunner Runner(ParseResult parsed, IAthenaClient athena) => new(athena, new()
    {
        Database = parsed.GetRequiredValue(_database),
        WorkGroup = parsed.GetValue(_workGroup),
        OutputLocation = parsed.GetValue(_output),
        MaxScannedBytes = parsed.GetValue(_maxBytes),
    });

    /// <summary>Does something with the refresh of each schema's latest table.</summary>
    internal async Task ForEachAsync(
        ParseResult parsed,
        AthenaQueryRunner runner,
        GlueCatalogClient catalog,
        Func<LatestRefresh, Task> work,
        CancellationToken cancellationToken)
    {
        var database = parsed.GetRequiredValue(_database);
        foreach (var schema in SharedOptions.Load(parsed.GetRequiredValue(_schemas)))
        {
            using var lake = await _tables.OpenAsync(parsed, catalog, database, schema, Aws.Client(parsed), cancellationToken)
                .ConfigureAwait(false)
                ?? throw new LatestException(
                    $"Table '{schema.Table}' of database '{database}' does not exist at a lake's location. Run glue apply first.");
            var plan = await lake.PlanAsync(catalog, cancellationToken).ConfigureAwait(false);
            await work(new LatestRefresh(runner, plan)).ConfigureAwait(false);
        }
    }
}
