using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class DeltasTests
{
    [Fact]
    public void Between_Longs_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Where(length => length > 1))
        {
            var values = Enumerable.Range(0, length).Select(_ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64)).ToArray();
            var (expected, actual) = (new long[length - 1], new long[length - 1]);
            var least = Deltas.Scalar<long>(values, expected);

            Deltas.Between<long>(values, actual).ShouldBe(least);
            actual.ShouldBe(expected);
            Deltas.Vectorized(values, actual).ShouldBe(least);
            actual.ShouldBe(expected);
            Deltas.Width(expected, least).ShouldBe(Deltas.WidthScalar(expected, least));
        }
    }

    [Fact]
    public void Between_Ints_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Where(length => length > 1))
        {
            var values = Enumerable.Range(0, length).Select(_ => random.Next(int.MinValue, int.MaxValue) >> random.Next(32)).ToArray();
            var (expected, actual) = (new long[length - 1], new long[length - 1]);
            var least = Deltas.Scalar<int>(values, expected);

            Deltas.Between<int>(values, actual).ShouldBe(least);
            actual.ShouldBe(expected);
            Deltas.Vectorized(values, actual).ShouldBe(least);
            actual.ShouldBe(expected);
            Deltas.Width(expected, least).ShouldBeLessThanOrEqualTo(32);
        }
    }
}
