using System.CommandLine;
using System.Net;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The <c>bipipeline</c> command: parsing, exit codes, and errors as one line.</summary>
static class CommandLine
{
    internal const int Failed = 1;
    const int WrongUsage = 2;
    internal const int MuchQuarantined = 3;
    internal const int Cancelled = 130;

    internal static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(
            "DynamoDB data into BI: infer schemas, flatten records into a lake, plan catalogs and views, query locally.")
        {
            InitCommand.Create(terminal),
            SchemaCommand.Create(terminal),
            FlattenCommand.Create(terminal),
            LakeCommand.Create(terminal),
            GlueCommand.Create(terminal),
            ViewsCommand.Create(terminal),
            LatestCommand.Create(terminal),
            QueryCommand.Create(terminal),
            AthenaCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }

    internal static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parsed = Root(terminal).Parse(args);
        if (UsageError.Of(parsed) is { } problem)
        {
            await terminal.Error.WriteLineAsync($"error: {OneLine(problem)}").ConfigureAwait(false);
            return WrongUsage;
        }
        try
        {
            // The caller handles signals and owns the token.
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
            await terminal.Error.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            await terminal.Error.WriteLineAsync($"error: {OneLine(MessageOf(exception))}").ConfigureAwait(false);
            return Failed;
        }
    }

    // Any other exception is an error in this program, which needs the stack trace.
    static bool IsExpected(Exception exception) => exception
        is IOException
        // A time-out of a client; what the user cancelled is caught before.
        or OperationCanceledException
        or HttpRequestException
        or InvalidDataException
        or UnauthorizedAccessException
        or ArgumentException
        or SchemaException
        or ToolkitOptionsException
        or PayloadException
        or MaintenanceRefusedException
        or TimeoutException
        or GlueException
        or CatalogRefusedException
        or AthenaException
        or ViewException
        or LatestException
        or LocalAthenaQueryException
        or DllNotFoundException
        or Amazon.Runtime.AmazonClientException
        or Amazon.Runtime.AmazonServiceException;

    // .NET adds the parameter of the method that refuses the value; a user gave an option or a file.
    static string MessageOf(Exception exception) => exception switch
    {
        LocalAthenaQueryException failed => failed.Reason,
        OperationCanceledException => "A service did not answer in time. Check the network and the endpoint, and run again.",
        HttpRequestException => $"A service did not answer: {exception.Message}. Check the network and the endpoint, and run again.",
        // What answered is a proxy or another server: it gave no error of AWS.
        Amazon.Runtime.AmazonServiceException { ErrorCode: null or "", StatusCode: >= HttpStatusCode.BadRequest and var status } =>
            $"A service answered with HTTP status {(int)status} and without a reason. Check the endpoint, and run again.",
        ArgumentException { ParamName: { Length: > 0 } name } =>
            exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        _ => exception.Message,
    };

    static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
