using System.Globalization;
using BiPipeline.Toolkit.Maintenance;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The progress of work on a lake: a bar on a terminal, a line per tenth elsewhere.</summary>
static class MaintenanceProgressLine
{
    /// <summary>Runs work and shows its progress.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="verb">The command's name.</param>
    /// <param name="noun">What the work counts, such as <c>items</c>.</param>
    /// <param name="run">The work.</param>
    internal static Task<TOutcome> RunAsync<TOutcome>(
        Terminal terminal, string verb, string noun, Func<IProgress<MaintenanceProgress>, Task<TOutcome>> run)
    {
        if (!terminal.ShowsBars) { return run(new Trimmed(new Lines(terminal.Error, noun))); }
        return terminal.Progress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => run(new Trimmed(new Bar(context.AddTask(verb), noun))));
    }

    /// <summary>Returns the text of a report.</summary>
    internal static string Describe(MaintenanceProgress value, string noun)
    {
        var rest = value.Units < value.UnitCount && value.Remaining is { } left ? $", about {Text(left)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{value.Units:N0} of {value.UnitCount:N0} units, {value.Records:N0} {noun}{rest}");
    }

    static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s");

    sealed class Bar(ProgressTask bar, string noun) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value)
        {
            bar.Description = Markup.Escape(Describe(value, noun));
            bar.MaxValue = Math.Max(1, value.TotalBytes);
            bar.Value = value.StoredBytes;
        }
    }

    // Reports come one at a time.
    sealed class Lines(TextWriter output, string noun) : IProgress<MaintenanceProgress>
    {
        long _tenth;

        public void Report(MaintenanceProgress value)
        {
            var tenth = value.StoredBytes * 10 / Math.Max(1, value.TotalBytes);
            // All bytes are read before the last units are stored.
            if (tenth <= _tenth || (tenth == 10 && value.Units < value.UnitCount)) { return; }
            _tenth = tenth;
            output.WriteLine($"{tenth * 10} %: {Describe(value, noun)}");
        }
    }

    // Returns free memory of the C library to the system, as flatten does.
    sealed class Trimmed(IProgress<MaintenanceProgress> next) : IProgress<MaintenanceProgress>
    {
        readonly NativeHeap _heap = new(next: null);

        public void Report(MaintenanceProgress value)
        {
            next.Report(value);
            _heap.Report(new FileProgress("", value.BytesIn, value.Records));
        }
    }
}
