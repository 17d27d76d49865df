using System.Globalization;
using BiPipeline.Toolkit.Maintenance;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The progress of a backfill: a bar on a terminal, a line per tenth elsewhere.</summary>
static class BackfillProgressLine
{
    internal static Task<TOutcome> RunAsync<TOutcome>(Terminal terminal, Func<IProgress<BackfillProgress>, Task<TOutcome>> run)
    {
        if (!terminal.ShowsBars) { return run(new Trimmed(new Lines(terminal.Error))); }
        return terminal.Progress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => run(new Trimmed(new Bar(context.AddTask("backfill")))));
    }

    /// <summary>Returns the text of a report.</summary>
    internal static string Describe(BackfillProgress value)
    {
        var rest = value.Remaining is { } left ? $", about {Text(left)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{value.Units:N0} of {value.UnitCount:N0} units, {value.Items:N0} items{rest}");
    }

    static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s");

    sealed class Bar(ProgressTask bar) : IProgress<BackfillProgress>
    {
        public void Report(BackfillProgress value)
        {
            bar.Description = Markup.Escape(Describe(value));
            bar.MaxValue = Math.Max(1, value.TotalBytes);
            bar.Value = value.StoredBytes;
        }
    }

    // Reports come one at a time.
    sealed class Lines(TextWriter output) : IProgress<BackfillProgress>
    {
        long _tenth;

        public void Report(BackfillProgress value)
        {
            var tenth = value.StoredBytes * 10 / Math.Max(1, value.TotalBytes);
            if (tenth <= _tenth) { return; }
            _tenth = tenth;
            output.WriteLine($"{tenth * 10} %: {Describe(value)}");
        }
    }

    // Returns free memory of the C library to the system, as flatten does.
    sealed class Trimmed(IProgress<BackfillProgress> next) : IProgress<BackfillProgress>
    {
        readonly NativeHeap _heap = new(next: null);

        public void Report(BackfillProgress value)
        {
            next.Report(value);
            _heap.Report(new FileProgress("", value.BytesIn, value.Items));
        }
    }
}
