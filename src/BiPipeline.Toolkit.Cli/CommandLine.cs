using System.CommandLine;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The <c>bipipeline</c> command: parsing, exit codes, and errors as one line.</summary>
static class CommandLine
{
    const int Failed = 1;
    const int WrongUsage = 2;
    const int Cancelled = 130;

    internal static RootCommand Root(Terminal terminal) => new("DynamoDB data into BI: infer schemas, flatten records into a lake, plan catalogs and views, query locally.")
    {
        FlattenCommand.Create(terminal),
    };

    internal static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) { await terminal.Error.WriteLineAsync($"error: {error.Message}").ConfigureAwait(false); }
            await terminal.Error.WriteLineAsync($"See: bipipeline {string.Join(' ', args.TakeWhile(arg => !arg.StartsWith('-')).Take(2))} --help").ConfigureAwait(false);
            return WrongUsage;
        }
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Cancelled; what was stored stays, and a new run goes on from it.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await terminal.Error.WriteLineAsync($"error: {OneLine(exception.Message)}").ConfigureAwait(false);
            return Failed;
        }
    }

    // Anything else is a mistake in this program, and its stack trace is what mends it.
    static bool IsExpected(Exception exception) => exception
        is IOException
        or InvalidDataException
        or UnauthorizedAccessException
        or ArgumentException
        or SchemaException
        or ToolkitOptionsException
        or PayloadException
        or Amazon.Runtime.AmazonClientException
        or Amazon.Runtime.AmazonServiceException;

    static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
