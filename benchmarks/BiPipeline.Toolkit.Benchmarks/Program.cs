using BenchmarkDotNet.Running;
using BiPipeline.Toolkit.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
