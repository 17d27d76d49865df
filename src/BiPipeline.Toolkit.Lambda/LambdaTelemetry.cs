using System.Diagnostics;

namespace BiPipeline.Toolkit.Lambda;

/// <summary>Spans of the function's process, in the pipeline's source, with OpenTelemetry's tags for functions.</summary>
static class LambdaTelemetry
{
    internal static ActivitySource Activities { get; } =
        new(PipelineTelemetry.SourceName, typeof(LambdaTelemetry).Assembly.GetName().Version?.ToString(3));

    /// <summary>Starts the span of an invocation, a child of Lambda's X-Ray trace.</summary>
    internal static Activity? StartInvocation(Invocation invocation, bool isColdStart)
    {
        var activity = Activities.StartActivity("bipipeline.invocation", ActivityKind.Server, Parent(invocation.TraceId));
        activity?.SetTag("faas.invocation_id", invocation.RequestId);
        activity?.SetTag("faas.coldstart", isColdStart);
        return activity;
    }

    // "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1": without the dashes, W3C's ids (X-Ray developer guide).
    internal static ActivityContext Parent(string? header)
    {
        string? root = null, parent = null;
        var isSampled = false;
        foreach (var part in (header ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            switch (part.Split('='))
            {
                case ["Root", ['1', '-', .. var id]]:
                    root = id.Replace("-", "", StringComparison.Ordinal);
                    break;
                case ["Parent", var id]:
                    parent = id;
                    break;
                case ["Sampled", "1"]:
                    isSampled = true;
                    break;
            }
        }
        var text = $"00-{root}-{parent}-{(isSampled ? "01" : "00")}";
        return ActivityContext.TryParse(text, null, isRemote: true, out var context) ? context : default;
    }
}
