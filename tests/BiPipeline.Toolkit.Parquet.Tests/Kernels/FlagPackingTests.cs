using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class FlagPackingTests
{
    [Fact]
    public void Scalar_Flags_AreBitsFromTheLowest()
    {
        var packed = new byte[2];

        FlagPacking.Scalar([1, 0, 0, 0, 0, 0, 1, 1, 1, 1], packed);

        packed.ShouldBe([0b11000001, 0b11]);
    }

    [Fact]
    public void EveryForm_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths)
        {
            var flags = KernelInputs.Flags(random, length, percentSet: 60);
            var expected = new byte[(length + 7) / 8];
            FlagPacking.Scalar(flags, expected);

            var packed = new byte[expected.Length];
            FlagPacking.Pack(flags, packed);
            packed.ShouldBe(expected, $"{length} flags");
            FlagPacking.Vectorized(flags, packed);
            packed.ShouldBe(expected, $"{length} flags");
        }
    }
}
