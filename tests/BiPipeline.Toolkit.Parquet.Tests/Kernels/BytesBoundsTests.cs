using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class BytesBoundsTests
{
    [Fact]
    public void Of_SharedPrefixes_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Where(length => length > 0))
        {
            var (data, offsets) = KernelInputs.Texts(random, length);
            BytesBounds.Of(data, offsets).ShouldBe(BytesBounds.Scalar(data, offsets), $"{length} values");
        }
    }

    // Eight bytes are compared at once, and missing ones count as 0: these values differ only in the bytes that this hides.
    [Fact]
    public void Of_ValuesThatDifferInTrailingZeros_Differ()
    {
        byte[] data = [1, 0, 1, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8];

        BytesBounds.Of(data, [0, 2, 3, 6, 15, 23]).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3 }, true)]
    [InlineData(new[] { 0, 0, 2, 4 }, true)]
    [InlineData(new[] { 0, 2, 3, 4 }, false)]
    public void AreAscending_AnyOrder_IsDetected(int[] offsets, bool expected) => BytesBounds.AreAscending("abca"u8, offsets).ShouldBe(expected);
}
