using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Maintenance.Kernels;

/// <summary>Bytes in the memory of a native library.</summary>
static class NativeBytes
{
    /// <summary>Returns bytes without a copy. They are valid as long as the library keeps them.</summary>
    internal static ReadOnlySpan<byte> At(nint address, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), address), length);
}
