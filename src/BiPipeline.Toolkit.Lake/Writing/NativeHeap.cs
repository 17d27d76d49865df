using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The C library's memory. With glibc 2.36 the heap was seen to grow by a quarter of a megabyte with each gzip object, most of it free: what
/// deflate gave back was not taken again.
/// </summary>
static class NativeHeap
{
    const string Glibc = "libc.so.6";

    static readonly bool IsGlibc = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Glibc, out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    /// <summary>Gives whole pages that were freed back to the system: about a quarter of a millisecond.</summary>
    internal static void Trim()
    {
        if (IsGlibc) { _ = NativeMethods.Trim(0); }
    }

    static class NativeMethods
    {
        [DllImport(Glibc, EntryPoint = "malloc_trim")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Trim(nuint keep);
    }
}
