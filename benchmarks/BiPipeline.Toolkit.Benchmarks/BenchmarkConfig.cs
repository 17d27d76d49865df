using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BiPipeline.Toolkit.Benchmarks.Throughput;

namespace BiPipeline.Toolkit.Benchmarks;

/// <summary>The columns of every benchmark: time, ratio to its baseline, MB/s, records/s, allocated bytes per record.</summary>
sealed class BenchmarkConfig : ManualConfig
{
    public BenchmarkConfig()
    {
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(
            new ThroughputColumn(
                "MB/s",
                "Megabytes (10^6) of input a second",
                (size, nanoseconds, _) => size.Bytes == 0 ? double.NaN : size.Bytes / nanoseconds * 1e3,
                "N0"),
            new ThroughputColumn(
                "Records/s",
                "Records of input a second",
                (size, nanoseconds, _) => size.Records / nanoseconds * 1e9,
                "N0"),
            new ThroughputColumn("B/record", "Bytes allocated a record", (size, _, allocated) => allocated / (double)size.Records, "N2"));
        // Beside the build's output, not in the working directory.
        WithArtifactsPath(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../benchmarks")));
        WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Value));
    }
}
