using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// The widest vectors for kernels in this process: the gate's number for a hardware switch, so that a switch without effect fails a test,
/// else the runtime's.
/// </summary>
static class VectorBits
{
    internal static int Expected => Environment.GetEnvironmentVariable("EXPECT_VECTOR_BITS") switch
    {
        "0" => 0,
        "128" => 128,
        null or "" => Avx2.IsSupported ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0,
        var text => throw new InvalidOperationException($"EXPECT_VECTOR_BITS is '{text}'; it is 0 or 128."),
    };
}
