using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace BiPipeline.Toolkit.Benchmarks.Throughput;

/// <summary>A column with a figure from a benchmark's size, its mean time in nanoseconds and its allocated bytes.</summary>
sealed class ThroughputColumn(string name, string legend, Func<ThroughputSize, double, long, double> figure, string format) : IColumn
{
    readonly Dictionary<string, ThroughputSize> _sizes = new(StringComparer.Ordinal);

    public string Id => nameof(ThroughputColumn) + name;

    public string ColumnName => name;

    public string Legend => legend;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (summary[benchmarkCase] is not { ResultStatistics: { } statistics } report) { return "NA"; }
        var value = figure(SizeOf(benchmarkCase), statistics.Mean, report.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) ?? 0);
        return double.IsFinite(value) && value >= 0 ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
    }

    ThroughputSize SizeOf(BenchmarkCase benchmarkCase)
    {
        var type = benchmarkCase.Descriptor.Type;
        var key = type.FullName + benchmarkCase.Parameters.DisplayInfo;
        if (_sizes.TryGetValue(key, out var size)) { return size; }
        if (Activator.CreateInstance(type) is not IThroughput benchmark) { return default; }
        foreach (var parameter in benchmarkCase.Parameters.Items)
        {
            type.GetProperty(parameter.Name)?.SetValue(benchmark, parameter.Value);
        }
        return _sizes[key] = benchmark.Size;
    }
}
