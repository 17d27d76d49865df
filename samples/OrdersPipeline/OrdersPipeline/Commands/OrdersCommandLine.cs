using System.CommandLine;
using Amazon.Runtime;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Glue;
using OrdersPipeline.Deploy;
using OrdersPipeline.Local;
using Spectre.Console;

namespace OrdersPipeline.Commands;

/// <summary>The program's commands, exit codes, and errors as one line.</summary>
static class OrdersCommandLine
{
    const string Default = "local";

    internal static RootCommand Root(IAnsiConsole console, Func<ILocalEngine> engine) =>
        new("The orders pipeline from stream to dashboard.")
    {
        LocalCommand.Create(console, engine),
        LoadCommand.Create(console),
        DeployCatalogCommand.Create(console),
        DeployViewsCommand.Create(console),
        StatusCommand.Create(console),
        DownCommand.Create(console),
    };

    internal static async Task<int> RunAsync(
        string[] args,
        IAnsiConsole console,
        TextWriter error,
        Func<ILocalEngine> engine,
        CancellationToken cancellationToken)
    {
        var root = Root(console, engine);
        // Without a command, the arguments belong to 'local'; help and version are the program's own.
        string[] words = args is [] || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version"))
            ? [Default, .. args]
            : args;
        var parsed = root.Parse(words);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) { await error.WriteLineAsync($"error: {problem.Message}").ConfigureAwait(false); }
            return ExitCode.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = console.Profile.Out.Writer, Error = error },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Cancelled; stored objects stay. The next run continues.").ConfigureAwait(false);
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await error.WriteLineAsync($"error: {OneLine(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Failed;
        }
    }

    // Any other exception is an error in this program, which needs the stack trace.
    static bool IsExpected(Exception exception) => exception
        is IOException
        or InvalidDataException
        or UnauthorizedAccessException
        or SchemaException
        or ToolkitOptionsException
        or PayloadException
        or GlueException
        or CatalogRefusedException
        or AthenaException
        or AthenaQueryException
        or TimeoutException
        or RefusedException
        or AmazonClientException
        or AmazonServiceException
        or HttpRequestException
        or ViewException;

    static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
