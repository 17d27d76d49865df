using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class MinMaxTests
{
    [Fact]
    public void EveryForm_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Where(length => length > 0))
        {
            ShouldAgree(Enumerable.Range(0, length).Select(_ => random.Next(int.MinValue, int.MaxValue)).ToArray());
            ShouldAgree(Enumerable.Range(0, length).Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray());
            ShouldAgree(Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * 1e300).ToArray());
        }
    }

    [Fact]
    public void Of_Int128_FindsBothEnds() =>
        MinMax.Of<Int128>([3, Int128.MinValue, 0, Int128.MaxValue, 1]).ShouldBe((Int128.MinValue, Int128.MaxValue));

    static void ShouldAgree<T>(T[] values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var expected = MinMax.Scalar<T>(values);
        MinMax.Of<T>(values).ShouldBe(expected);
        if (values.Length >= System.Runtime.Intrinsics.Vector256<T>.Count) { MinMax.Vectorized<T>(values).ShouldBe(expected); }
    }
}
