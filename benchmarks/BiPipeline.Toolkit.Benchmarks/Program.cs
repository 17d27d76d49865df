using System.Globalization;
using BenchmarkDotNet.Running;
using BiPipeline.Toolkit.Benchmarks;
using BiPipeline.Toolkit.Benchmarks.Cost;
using BiPipeline.Toolkit.Benchmarks.Load;

if (args is ["load", .. var numbers])
{
    var (invocations, concurrent) = (Number(numbers, 0, 100), Number(numbers, 1, 8));
    return await LoadRun.RunAsync(invocations, concurrent);
}
if (args is ["cost"]) { return await CostRun.RunAsync(); }
BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
return 0;

static int Number(string[] numbers, int index, int otherwise) => index < numbers.Length ? int.Parse(numbers[index], CultureInfo.InvariantCulture) : otherwise;
