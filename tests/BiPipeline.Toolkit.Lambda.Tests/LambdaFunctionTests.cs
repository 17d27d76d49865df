using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Lambda.Tests.Service;
using Microsoft.AspNetCore.Http;

namespace BiPipeline.Toolkit.Lambda.Tests;

/// <summary>Tests the function's process and answers with any input.</summary>
public sealed class LambdaFunctionTests
{
    const string AllStored = """{"batchItemFailures":[]}""";

    const string Event = """{"Records":[{"eventID":"e1","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1795338376,"Keys":{"orderId":{"S":"a"}},"NewImage":{"orderId":{"S":"a"}},"SequenceNumber":"17"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}]}""";

    static readonly TableSchema Schema = TableSchema.Parse("""
        { "table": "orders", "keys": ["order_id"], "columns": [ { "name": "order_id", "path": "orderId", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
        """);

    static Task<RunningFunction> PipelineAsync(IObjectStore store, params (string, string)[] variables) =>
        RunningFunction.StartAsync(function => new StreamPipeline(store, new() { Schemas = [Schema] }, function.CreateLogger<StreamPipeline>()), variables);

    [Fact]
    public async Task Run_Events_AreAnsweredAndLoggedAsJson()
    {
        await using var function = await PipelineAsync(new InMemoryObjectStore());

        (await function.InvokeAsync("""{"Records":[]}""")).ShouldBe(AllStored);
        (await function.InvokeAsync(Event)).ShouldBe(AllStored);
        var (code, lines) = await function.StopAsync();

        code.ShouldBe(0);
        lines.Length.ShouldBe(3);
        var (ready, stored) = (RunningFunction.Json(lines[0]), RunningFunction.Json(lines[2]));
        (ready.GetProperty("eventId").GetInt32(), ready.GetProperty("level").GetString(), ready.TryGetProperty("requestId", out _)).ShouldBe((2005, "INFO", false));
        (stored.GetProperty("requestId").GetString(), stored.GetProperty("level").GetString(), stored.GetProperty("category").GetString()).ShouldBe(("request-2", "INFO", "BiPipeline.Toolkit.StreamPipeline"));
        stored.GetProperty("message").GetString().ShouldBe("Stored 1 records as 1 rows and 0 child rows in 2 objects (2 new); 0 quarantined, 0 values rescued.");
        stored.GetProperty("timestamp").TryGetDateTimeOffset(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_BeforeTheFirstEvent_ReadsTheSchemaAndWritesNothing()
    {
        var lake = new InMemoryObjectStore();
        var store = new RecordingStore(lake);
        await using (var first = await PipelineAsync(lake)) { await first.InvokeAsync(Event); }

        await using var function = await PipelineAsync(store);
        await function.Api.Asked.WaitAsync(HangGuard.Time);

        store.Reads.ShouldHaveSingleItem().ShouldStartWith("schemas/orders/1-");
        store.Created.ShouldBeEmpty();
        // The first event need not compare again.
        (await function.InvokeAsync(Event)).ShouldBe(AllStored);
        store.Reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_LakeThatCannotBeReadAtTheStart_HandlesEventsLater()
    {
        var store = new ReadableLater(new InMemoryObjectStore());
        await using var function = await PipelineAsync(store);

        (await function.InvokeAsync(Event)).ShouldBe(AllStored);
        var (code, lines) = await function.StopAsync();

        code.ShouldBe(0);
        var line = RunningFunction.Json(lines[0]);
        (line.GetProperty("eventId").GetInt32(), line.GetProperty("level").GetString(), line.GetProperty("errorMessage").GetString()).ShouldBe((2006, "WARN", "no route to host"));
        RunningFunction.Json(lines[1]).GetProperty("eventId").GetInt32().ShouldBe(2005);
    }

    [Fact]
    public async Task Run_StoreThatRefuses_AnswersAndLogsTheReason()
    {
        await using var function = await PipelineAsync(Refusing());

        (await function.InvokeAsync(Event)).ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"17"}]}""");
        var (_, lines) = await function.StopAsync();

        var line = RunningFunction.Json(lines[^1]);
        (line.GetProperty("eventId").GetInt32(), line.GetProperty("level").GetString()).ShouldBe((1002, "ERROR"));
        line.GetProperty("errorType").GetString().ShouldBe("IOException");
        line.GetProperty("errorMessage").GetString().ShouldBe("Object 'schemas/orders/1.json' could not be stored: access denied");
        line.GetProperty("stackTrace").GetString()!.ShouldContain("SchemaObjects");
        line.GetProperty("message").GetString()!.ShouldContain("the first is schemas/");
    }

    [Fact]
    public async Task Run_IncompleteEvent_FailsAndTheNextOneIsHandled()
    {
        await using var function = await PipelineAsync(new InMemoryObjectStore());

        var error = await Should.ThrowAsync<LambdaException>(() => function.InvokeAsync("""{"Records":[{"dynamodb":"""));
        error.ErrorType.ShouldBe("PayloadException");

        (await function.InvokeAsync(Event)).ShouldBe(AllStored);
        var (code, lines) = await function.StopAsync();
        code.ShouldBe(0);
        RunningFunction.Json(lines[1]).GetProperty("message").GetString().ShouldBe("The event could not be handled; Lambda retries the whole batch.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_PayloadsOfSeveralSizes_ArePassedCompletely(bool withLength)
    {
        await using var function = await RunningFunction.StartAsync(_ => (payload, _, _) => Task.FromResult<Stream>(new MemoryStream(payload.ToArray())));
        function.Api.SendsLength = withLength;

        foreach (var size in new[] { 10, 6 * 1024 * 1024, 64 * 1024, 64 * 1024 + 1, 0, 3 })
        {
            var payload = new string('x', size) + size;
            (await function.InvokeAsync(payload)).ShouldBe(payload);
        }
        (await function.StopAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Invocations_HaveDeadlineTraceAndColdStart()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PipelineTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var deadlines = new ConcurrentQueue<DateTimeOffset>();
        var traces = new ConcurrentQueue<string?>();
        await using var function = await RunningFunction.StartAsync(_ => (_, deadline, _) =>
        {
            deadlines.Enqueue(deadline);
            traces.Enqueue(Environment.GetEnvironmentVariables()["_X_AMZN_TRACE_ID"] as string);
            using var inner = new ActivitySource(PipelineTelemetry.SourceName).StartActivity("traced-handler");
            return Task.FromResult<Stream>(new MemoryStream());
        });
        var before = TimeProvider.System.GetUtcNow();

        await function.InvokeAsync("{}");
        await function.InvokeAsync("{}");
        await function.StopAsync();

        deadlines.ShouldAllBe(deadline => deadline > before + function.Api.TimeAllowed - TimeSpan.FromSeconds(1) && deadline < TimeProvider.System.GetUtcNow() + function.Api.TimeAllowed);
        traces.ShouldBe([RuntimeApiServer.TraceId, RuntimeApiServer.TraceId]);
        var invocations = spans.Where(span => span.OperationName == "bipipeline.invocation" && spans.Any(inner => inner.OperationName == "traced-handler" && inner.ParentSpanId == span.SpanId)).ToArray();
        invocations.Select(span => (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.GetTagItem("faas.invocation_id"), span.GetTagItem("faas.coldstart"))).ShouldBe(
            [("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", "request-1", true), ("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", "request-2", false)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0")]
    [InlineData("Root=1-x;Parent=y")]
    public void Parent_HeaderWithoutParent_IsTheDefault(string? header) => LambdaTelemetry.Parent(header).ShouldBe(default);

    [Fact]
    public async Task Run_FunctionThatCannotStart_IsLoggedAndReported()
    {
        await using var function = await RunningFunction.StartAsync(function => new StreamPipeline(ObjectStores.Open(function["LAKE"]), new()).HandleAsync);

        var (code, lines) = await function.EndAsync();

        code.ShouldBe(1);
        var error = await function.Api.InitError;
        (error.GetProperty("errorType").GetString(), error.GetProperty("errorMessage").GetString()).ShouldBe(("ToolkitOptionsException", "The function's environment: LAKE is not set."));
        error.GetProperty("stackTrace").GetArrayLength().ShouldBeGreaterThan(0);
        var line = RunningFunction.Json(lines.ShouldHaveSingleItem());
        (line.GetProperty("level").GetString(), line.GetProperty("message").GetString()).ShouldBe(("FATAL", "The function could not start."));
    }

    [Fact]
    public async Task Run_RefusedAnswer_EndsTheProcessOnlyWhenTheApiIsBroken()
    {
        await using var function = await PipelineAsync(new InMemoryObjectStore());
        function.Api.PostStatus = StatusCodes.Status413PayloadTooLarge;
        (await function.InvokeAsync(Event)).ShouldBe(AllStored);
        await function.InvokeAsync(Event);
        function.Api.PostStatus = StatusCodes.Status500InternalServerError;
        await function.InvokeAsync(Event);

        var (code, lines) = await function.EndAsync();

        code.ShouldBe(1);
        lines.ShouldContain(line => line.Contains("refused a post to invocation/request-1/response with 413"));
        lines[^1].ShouldContain("The Runtime API does not answer correctly; the process ends");
    }

    [Fact]
    public async Task Stop_WhileAnEventIsHandled_AnswersItAndEnds()
    {
        var (reached, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var function = await RunningFunction.StartAsync(_ => async (_, _, cancellationToken) =>
        {
            reached.SetResult();
            await hold.Task;
            cancellationToken.IsCancellationRequested.ShouldBeFalse();
            return new MemoryStream("done"u8.ToArray());
        });
        var answer = function.InvokeAsync("{}");
        await reached.Task;

        var stopped = function.StopAsync();
        stopped.IsCompleted.ShouldBeFalse();
        hold.SetResult();

        (await answer).ShouldBe("done");
        (await stopped).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Run_OutsideLambda_ReportsTheMissingEnvironment()
    {
        using var errors = new StringWriter();

        var code = await new FunctionProcess(new Dictionary<string, string>(), Stream.Null, errors, TimeProvider.System).RunAsync(_ => throw new InvalidOperationException(), CancellationToken.None);

        (code, errors.ToString().TrimEnd()).ShouldBe((2, "error: AWS_LAMBDA_RUNTIME_API is not set; expected AWS Lambda's environment."));
    }

    // Lambda's names and formats: level and format come from the function's logging configuration.
    [Theory]
    [InlineData("ERROR", "JSON", 1)]
    [InlineData("INFO", "JSON", 3)]
    [InlineData("FATAL", "Text", 0)]
    [InlineData("WARN", "Text", 1)]
    public async Task Run_LogLevelAndFormat_FollowTheConfiguration(string level, string format, int expected)
    {
        await using var function = await PipelineAsync(Refusing(), ("AWS_LAMBDA_LOG_LEVEL", level), ("AWS_LAMBDA_LOG_FORMAT", format));

        await function.InvokeAsync("""{"Records":[]}""");
        await function.InvokeAsync(Event);
        var (_, lines) = await function.StopAsync();

        lines.Length.ShouldBe(expected);
        if (format == "JSON") { lines.ShouldAllBe(line => line.StartsWith("{\"timestamp\":")); }
        else { lines.ShouldAllBe(line => line.Split('\t').Length == 4 && line.Split('\t')[1] == "request-2" && line.Split('\t')[2] == "ERROR" && line.EndsWith(" could not be stored: access denied")); }
    }

    /// <summary>The handler with the types of Amazon.Lambda.RuntimeSupport, which is not available for compilation.</summary>
    [Fact]
    public async Task HandleAsync_AsTheHandlerOfRuntimeSupport_Fits()
    {
        var pipeline = new StreamPipeline(new InMemoryObjectStore(), new() { Schemas = [Schema] });

        Func<Stream, ILambdaContext, Task<Stream>> handler = (payload, context) => pipeline.HandleAsync(payload, TimeProvider.System.GetUtcNow() + context.RemainingTime);
        Func<Stream, Task<Stream>> plain = payload => pipeline.HandleAsync(payload);

        foreach (var answer in new[] { handler(new MemoryStream(Encoding.UTF8.GetBytes(Event)), new Context()), plain(new MemoryStream(Encoding.UTF8.GetBytes(Event))) })
        {
            (await new StreamReader(await answer).ReadToEndAsync()).ShouldBe(AllStored);
        }
    }

    interface ILambdaContext
    {
        TimeSpan RemainingTime { get; }
    }

    sealed class Context : ILambdaContext
    {
        public TimeSpan RemainingTime => TimeSpan.FromMinutes(2);
    }

    /// <summary>A lake whose first read fails.</summary>
    sealed class ReadableLater(IObjectStore inner) : IObjectStore
    {
        int _reads;

        public string Location => inner.Location;

        public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
            _reads++ == 0 ? throw new IOException("no route to host") : inner.OpenReadAsync(key, cancellationToken);
    }

    static FaultyStore Refusing() => new(new InMemoryObjectStore(), (_, _) => StoreFault.Refusal("access denied"));
}
