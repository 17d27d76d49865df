using System.CommandLine;
using System.CommandLine.Parsing;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options of a scan.</summary>
sealed class TableScan(Terminal terminal)
{
    readonly Option<string?> _table = new("--scan")
    {
        Description = "Scan this DynamoDB table instead of reading an export. The pages stay below maintenance/ in the lake, and an "
            + "interrupted scan continues.",
        HelpName = "TABLE",
    };
    readonly Option<int> _segments = new("--segments")
    {
        Description = "Number of segments of the scan, which are read in parallel.",
        DefaultValueFactory = _ => 4,
        HelpName = "N",
    };
    readonly Option<double?> _units = new("--rcu")
    {
        Description = "Largest number of read capacity units per second, on average. Without it the scan takes what it gets.",
        HelpName = "N",
    };

    internal void AddTo(Command command)
    {
        Option[] options = [_table, _segments, _units];
        foreach (var option in options) { command.Options.Add(option); }
    }

    internal bool IsGiven(CommandResult result) => result.GetResult(_table) is not null;

    internal TableScanRun Open(ParseResult parsed, AwsClientOptions client) => new(terminal, DynamoDbClients.Create(client), new()
    {
        Table = parsed.GetValue(_table)!,
        Segments = parsed.GetValue(_segments),
        CapacityUnitsPerSecond = parsed.GetValue(_units),
    });
}
