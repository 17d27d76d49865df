using System.CommandLine;
using System.CommandLine.Parsing;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options that <c>views plan</c> and <c>views apply</c> share: the views and their database.</summary>
sealed class ViewOptions
{
    readonly Option<string[]> _schemas = new("--schema")
    {
        Description = "A schema file, for its generated views. Repeatable.",
        HelpName = "FILE",
    };
    readonly Option<string[]> _sql = new("--views")
    {
        Description = "A file with views, or a folder of such files. Repeatable.",
        HelpName = "FILE|DIR",
    };
    readonly Option<string[]> _parameters = new("--param")
    {
        Description = "The value of ${NAME} in the files, as NAME=VALUE. Repeatable. ${database} is the database.",
        HelpName = "NAME=VALUE",
    };
    readonly Option<string> _database = SharedOptions.Database();

    internal Option<string> WorkGroup { get; } = new("--workgroup")
    {
        Description = "The Athena workgroup for the statements.",
        HelpName = "WG",
    };

    internal Option<string?> Output { get; } = new("--output")
    {
        Description = "The location of Athena's results, s3://…; required when the workgroup does not set it.",
        HelpName = "s3://…",
    };

    internal Option<bool> Prune { get; } = new("--prune")
    {
        Description = "Drop views of the toolkit that no file or schema contains any more.",
    };

    internal Option<bool> AllowBreaking { get; } = new("--allow-breaking")
    {
        Description = "Allow your views to lose a column or change a column's type.",
    };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal BaselineOption Baseline { get; } = new(
        "The time with which the generated views start, in place of the lake's newest baseline; lowers the deployed one if it is older. "
            + "The lake is then not listed.");

    internal AwsOptions Aws { get; } = new();

    readonly LatestTables _latest = new();

    internal void AddTo(Command command)
    {
        Option[] options = [_schemas, _sql, _parameters, _database, WorkGroup, Output, Prune, AllowBreaking, Json];
        foreach (var option in options) { command.Options.Add(option); }
        Baseline.AddTo(command);
        _latest.AddTo(command);
        Aws.AddTo(command);
        _parameters.Validators.Add(CheckParameters);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_schemas) is null && result.GetResult(_sql) is null)
            {
                result.AddError("The command has no views; expected --schema, --views or both.");
            }
        });
    }

    internal string Database(ParseResult parsed) => parsed.GetRequiredValue(_database);

    internal ViewApplyOptions Apply(ParseResult parsed) => new()
    {
        Prune = parsed.GetValue(Prune),
        AllowBreaking = parsed.GetValue(AllowBreaking),
        AllowOlderBaseline = Baseline.IsGiven(parsed),
    };

    /// <summary>
    /// Plans the generated views, each with the newest baseline of its table's lake and over its latest table once that is filled, the
    /// latest tables, and the views of the files. The lakes stay open for applying.
    /// </summary>
    internal async Task<ViewPlan> PlanAsync(
        ParseResult parsed,
        IGlueCatalog catalog,
        LatestLakes lakes,
        CancellationToken cancellationToken)
    {
        var (database, parameters) = (Database(parsed), Parameters(parsed));
        var schemas = SharedOptions.Load(parsed.GetValue(_schemas) ?? []);
        var files = (parsed.GetValue(_sql) ?? []).SelectMany(path => ViewDefinition.Load(path, database, parameters)).ToArray();
        List<ViewDefinition> generated = [];
        List<LatestTablePlan> latest = [];
        foreach (var schema in schemas)
        {
            // The plan names a missing database or table.
            if (await _latest.OpenAsync(parsed, catalog, database, schema, Aws.Client(parsed), cancellationToken).ConfigureAwait(false)
                is not { } lake)
            {
                generated.AddRange(ViewDefinition.Create(schema, Baseline.IsGiven(parsed) ? Baseline.Time(parsed) : null));
                continue;
            }
            lakes.Add(lake);
            var baseline = await Baseline.FindAsync(parsed, schema, lake.Store, cancellationToken).ConfigureAwait(false);
            var plan = await lake.PlanAsync(catalog, cancellationToken).ConfigureAwait(false);
            var (table, start) = plan.ForViews(baseline);
            generated.AddRange(ViewDefinition.Create(schema, start, table));
            latest.Add(plan);
        }
        var views = await ViewPlan.CreateAsync(catalog, database, [.. generated, .. files], Apply(parsed), cancellationToken)
            .ConfigureAwait(false);
        return views with { Latest = latest };
    }

    /// <summary>Returns the values of <c>${name}</c> in files, without the database. The last value of a name applies.</summary>
    internal Dictionary<string, string> Parameters(ParseResult parsed) => (parsed.GetValue(_parameters) ?? [])
        .Select(parameter => parameter.Split('=', 2))
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(parts => parts.Key, parts => parts.Last()[1], StringComparer.Ordinal);

    static void CheckParameters(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--param is '{token.Value}'; expected NAME=VALUE.");
        }
    }
}
