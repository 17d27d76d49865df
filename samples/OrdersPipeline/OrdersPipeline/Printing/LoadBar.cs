using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Deploy;
using Spectre.Console;

namespace OrdersPipeline.Printing;

/// <summary>Shows the progress of a load: bars on a terminal, nothing elsewhere.</summary>
static class LoadBar
{
    internal static Task<LoadProgress> RunAsync(
        IAnsiConsole console,
        OrdersLoad load,
        Func<IProgress<LoadProgress>?, Task<LoadProgress>> run)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal) { return run(null); }
        return console.Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => run(new Bars(
                context.AddTask("orders", maxValue: Math.Max(1, load.Items.Count)),
                context.AddTask("changes", maxValue: Math.Max(1, load.Changes.Count)))));
    }

    sealed class Bars(ProgressTask items, ProgressTask changes) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => (items.Value, changes.Value) = (value.Items, value.Changes);
    }
}
