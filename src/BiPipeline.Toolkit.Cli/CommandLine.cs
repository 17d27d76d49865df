using System.CommandLine;
using System.CommandLine.Parsing;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The <c>bipipeline</c> command: parsing, exit codes, and errors as one line.</summary>
static class CommandLine
{
    const string Name = "bipipeline";
    const int Failed = 1;
    const int WrongUsage = 2;
    const int Cancelled = 130;

    internal static RootCommand Root(Terminal terminal) =>
        new("DynamoDB data into BI: infer schemas, flatten records into a lake, plan catalogs and views, query locally.")
    {
        SchemaCommand.Create(terminal),
        FlattenCommand.Create(terminal),
        GlueCommand.Create(terminal),
        ViewsCommand.Create(terminal),
        QueryCommand.Create(terminal),
        AthenaCommand.Create(terminal),
    };

    internal static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var problems = string.Join(' ', parsed.Errors.Select(error => error.Message));
            await terminal.Error.WriteLineAsync(
                $"error: {OneLine(problems)} See '{PathOf(parsed.CommandResult)} --help'.").ConfigureAwait(false);
            return WrongUsage;
        }
        try
        {
            // Signals are the caller's, who owns the token.
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Output,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Cancelled; what was stored stays, and a new run goes on from it.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await terminal.Error.WriteLineAsync($"error: {OneLine(MessageOf(exception))}").ConfigureAwait(false);
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
        or GlueException
        or CatalogRefusedException
        or AthenaException
        or ViewException
        or LocalAthenaQueryException
        or DllNotFoundException
        or Amazon.Runtime.AmazonClientException
        or Amazon.Runtime.AmazonServiceException;

    static string PathOf(CommandResult command)
    {
        List<string> names = [];
        for (SymbolResult? result = command; result is CommandResult { Command: not RootCommand } inner; result = result.Parent)
        {
            names.Insert(0, inner.Command.Name);
        }
        return string.Join(' ', [Name, .. names]);
    }

    // .NET adds the parameter of the method that refuses the value; a user gave an option or a file.
    static string MessageOf(Exception exception) => exception switch
    {
        LocalAthenaQueryException failed => failed.Reason,
        ArgumentException { ParamName: { Length: > 0 } name } =>
            exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        _ => exception.Message,
    };

    static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
