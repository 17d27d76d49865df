using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class CompactionTests
{
    [Fact]
    public void Copy_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths)
        {
            foreach (var percent in (int[])[0, 3, 50, 97, 100])
            {
                var values = Enumerable.Range(0, length).Select(_ => random.NextInt64()).ToArray();
                var present = KernelInputs.Flags(random, length, percent);
                var (expected, actual) = (new long[length], new long[length]);
                var count = Compaction.Scalar<long>(values, present, expected);

                Compaction.Copy<long>(values, present, actual).ShouldBe(count);

                actual[..count].ShouldBe(expected[..count], $"{length} values, {percent} % present");
            }
        }
    }
}
