using BiPipeline.Toolkit.Maintenance;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The progress of the scans of an erasure: a bar on a terminal, nothing elsewhere.</summary>
static class EraseProgressLine
{
    internal static Task<TResult> RunAsync<TResult>(Terminal terminal, Func<IProgress<ErasureProgress>?, Task<TResult>> run)
    {
        if (!terminal.ShowsBars) { return run(null); }
        return terminal.Progress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => run(new Bar(context.AddTask("searching"))));
    }

    sealed class Bar(ProgressTask bar) : IProgress<ErasureProgress>
    {
        public void Report(ErasureProgress value)
        {
            bar.Description = Markup.Escape($"{Count.Of(value.Objects, "object")} of {value.ObjectCount:N0} searched");
            bar.MaxValue = Math.Max(1, value.ObjectCount);
            bar.Value = value.Objects;
        }
    }
}
