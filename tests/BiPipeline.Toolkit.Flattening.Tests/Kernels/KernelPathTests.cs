using BiPipeline.Toolkit.Flattening.Kernels;

namespace BiPipeline.Toolkit.Flattening.Tests.Kernels;

public sealed class KernelPathTests
{
    [Fact]
    public void Path_OfThisHardware_IsTheWidest()
    {
        var expected = VectorBits.Expected switch { 256 => "Vectorized256", 128 => "Vectorized128", _ => "Scalar" };

        StringEnd.Path.ShouldBe(expected);
        WhiteSpace.Path.ShouldBe(expected);
        MemberOpening.Path.ShouldBe(VectorBits.Expected == 0 ? "Scalar" : "Vectorized");
    }
}
