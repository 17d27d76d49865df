using System.CommandLine;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>athena serve</c>: Athena, Glue's catalog and S3 for results, over a local lake, until it is stopped.</summary>
static class AthenaServeCommand
{
    internal static Command Create(Terminal terminal)
    {
        var options = new LocalOptions();
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 for any free one.",
            DefaultValueFactory = _ => 0,
            HelpName = "N",
        };
        var location = new Option<string>("--location")
        {
            Description = "The location of the lake's tables, which is --lake on this machine.",
            DefaultValueFactory = _ => LocalOptions.DefaultLocation,
            HelpName = "s3://…",
        };
        var results = new Option<string?>("--results")
        {
            Description = "The folder of results and of other objects that tools put to S3; without it they are in memory.",
            HelpName = "DIR",
        };
        options.AllowEmpty();
        var command = new Command(
            "serve",
            "Serves Athena, Glue's catalog and S3 for results over the lake, for any AWS SDK; stop it with Ctrl+C.")
        {
            port,
            location,
            results,
        };
        options.AddTo(command);
        var state = new Option<string?>("--state")
        {
            Description = "The folder that keeps the tables that statements create; without it they are in memory.",
            HelpName = "DIR",
        };
        command.Options.Add(state);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var local = new LocalAthenaOptions
            {
                Port = parsed.GetValue(port),
                ResultsFolder = parsed.GetValue(results),
                StateFolder = parsed.GetValue(state),
            };
            var lake = await options.OpenAsync(parsed, local, parsed.GetRequiredValue(location), cancellationToken).ConfigureAwait(false);
            await using var opened = lake.ConfigureAwait(false);
            var server = await LocalAthenaServer.StartAsync(lake.Engine, cancellationToken).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                await terminal.Output.WriteLineAsync(
                    $"AWS_ENDPOINT_URL={server.Endpoint.GetLeftPart(UriPartial.Authority)} serves Athena, Glue and S3 of database "
                        + $"'{lake.Database}' until Ctrl+C").ConfigureAwait(false);
                await terminal.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
                await WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            // The normal end of a server.
            return 0;
        });
        return command;
    }

    static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
    }
}
