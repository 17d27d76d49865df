using System.Globalization;
using BenchmarkDotNet.Running;
using BiPipeline.Toolkit.Benchmarks;
using BiPipeline.Toolkit.Benchmarks.Records;

if (args is ["generate", var path, var records])
{
    using var file = File.Create(path, 1 << 16);
    StreamEvent.WriteLines(file, int.Parse(records, CultureInfo.InvariantCulture));
    return;
}
BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
