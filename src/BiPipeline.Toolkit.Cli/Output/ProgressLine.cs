using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Progress of inputs being read: a bar over all of them on a terminal, nothing elsewhere (the result says it all).</summary>
static class ProgressLine
{
    internal static Task<TOutcome> RunAsync<TOutcome>(Terminal terminal, Func<IProgress<FileProgress>?, Task<TOutcome>> run)
    {
        if (!terminal.ShowsBars) { return run(null); }
        return terminal.Progress.Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn())
            .StartAsync(context => run(new BarProgress(context.AddTask("reading"))));
    }

    /// <summary>Returns the text next to the bar.</summary>
    internal static string Describe(FileProgress value)
    {
        var name = value.Input[(value.Input.LastIndexOfAny(['/', '\\']) + 1)..];
        return value.InputCount > 1 ? $"{value.InputNumber}/{value.InputCount} {name}" : name;
    }

    sealed class BarProgress(ProgressTask bar) : IProgress<FileProgress>
    {
        public void Report(FileProgress value)
        {
            bar.Description = Markup.Escape(Describe(value));
            // The length of a pipe is unknown, so the bar's maximum grows with it.
            bar.MaxValue = Math.Max(1, Math.Max(value.TotalBytes, value.StoredBytes));
            bar.Value = value.StoredBytes;
        }
    }
}
