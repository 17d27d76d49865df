using System.Globalization;
using BiPipeline.Toolkit.Maintenance;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Shows the progress of a compaction: a bar on a terminal, otherwise a line per tenth.</summary>
static class CompactionProgressLine
{
    internal static Task<CompactionOutcome> RunAsync(Terminal terminal, Func<IProgress<CompactionProgress>, Task<CompactionOutcome>> run)
    {
        if (!terminal.ShowsBars) { return run(new Lines(terminal.Error)); }
        return terminal.Progress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => run(new Bar(context.AddTask("compact"))));
    }

    /// <summary>Returns the text of a report.</summary>
    internal static string Describe(CompactionProgress value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.Units:N0} of {value.UnitCount:N0} units, {value.Bytes / 1e6:N0} MB read");

    sealed class Bar(ProgressTask bar) : IProgress<CompactionProgress>
    {
        public void Report(CompactionProgress value)
        {
            bar.Description = Markup.Escape(Describe(value));
            bar.MaxValue = Math.Max(1, value.TotalBytes);
            bar.Value = value.Bytes;
        }
    }

    // Reports come one at a time.
    sealed class Lines(TextWriter output) : IProgress<CompactionProgress>
    {
        long _tenth;

        public void Report(CompactionProgress value)
        {
            var tenth = value.Bytes * 10 / Math.Max(1, value.TotalBytes);
            // All bytes are read before the last units are stored.
            if (tenth <= _tenth || (tenth == 10 && value.Units < value.UnitCount)) { return; }
            _tenth = tenth;
            output.WriteLine($"{tenth * 10} %: {Describe(value)}");
        }
    }
}
