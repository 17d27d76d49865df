using System.Globalization;
using BenchmarkDotNet.Running;
using BiPipeline.Toolkit.Benchmarks;
using BiPipeline.Toolkit.Benchmarks.Cost;
using BiPipeline.Toolkit.Benchmarks.Flattening;
using BiPipeline.Toolkit.Benchmarks.Load;
using BiPipeline.Toolkit.Benchmarks.Records;
using BiPipeline.Toolkit.Benchmarks.Writers;

switch (args)
{
    case ["load", .. var numbers]:
        return await LoadRun.RunAsync(Number(numbers, 0, 100), Number(numbers, 1, 8));
    case ["writers", .. var numbers]:
        return await WriterRun.RunAsync(Number(numbers, 0, 21));
    case ["flattening", .. var numbers]:
        return FlatteningRun.Run(Number(numbers, 0, 21));
    case ["cost"]:
        return await CostRun.RunAsync();
    case ["generate", var path, var records]:
        using (var file = File.Create(path, 1 << 16)) { StreamEvent.WriteLines(file, int.Parse(records, CultureInfo.InvariantCulture)); }
        return 0;
}
BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args, new BenchmarkConfig());
return 0;

static int Number(string[] numbers, int index, int otherwise) =>
    index < numbers.Length ? int.Parse(numbers[index], CultureInfo.InvariantCulture) : otherwise;
