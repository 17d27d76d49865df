using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>Gives a finished file its name, unless the name is taken: the one step of publishing that must be atomic.</summary>
static class HardLink
{
    const int FileExists = 17; // EEXIST, the same number on Linux and macOS

    /// <summary>False when the name is taken; the temporary file stays or goes as the system has it.</summary>
    internal static bool TryPublish(string temporary, string path)
    {
        if (OperatingSystem.IsWindows()) { return TryMove(temporary, path); }
        if (NativeMethods.Link(Utf8(temporary), Utf8(path)) == 0) { return true; }
        if (Marshal.GetLastPInvokeError() == FileExists) { return false; }
        // File systems without links have a rename; contents are told by names, so that even a lost race writes the same bytes.
        return TryMove(temporary, path);
    }

    static bool TryMove(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    static byte[] Utf8(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "link", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Link(byte[] existing, byte[] created);
    }
}
