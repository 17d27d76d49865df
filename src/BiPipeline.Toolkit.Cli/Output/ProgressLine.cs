using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Shows the progress of reading files: a bar on a terminal, nothing elsewhere (the result has all figures).</summary>
static class ProgressLine
{
    internal static Task<TOutcome> RunAsync<TOutcome>(
        Terminal terminal,
        IReadOnlyList<FileInput> files,
        Func<IProgress<FileProgress>?, Task<TOutcome>> run)
    {
        if (!terminal.Progress.Profile.Capabilities.Interactive || !terminal.Progress.Profile.Out.IsTerminal) { return run(null); }
        return terminal.Progress.Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new DownloadedColumn(),
                new TransferSpeedColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("reading", maxValue: Math.Max(1, files.Sum(file => file.Length)));
                return run(new BarProgress(bar));
            });
    }

    sealed class BarProgress(ProgressTask bar) : IProgress<FileProgress>
    {
        public void Report(FileProgress value)
        {
            bar.Description = Markup.Escape(Path.GetFileName(value.Input));
            // Compressed inputs have more bytes when read than on disk, so the bar grows with them.
            bar.MaxValue = Math.Max(bar.MaxValue, value.BytesIn);
            bar.Value = value.BytesIn;
        }
    }
}
