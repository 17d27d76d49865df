using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>Gives a finished file its name, unless the name is taken, and makes that durable: the steps of publishing that .NET has no call for.</summary>
static class FilePublication
{
    const int FileExists = 17; // EEXIST, the same number on Linux and macOS
    const int ReadOnly = 0; // O_RDONLY

    /// <summary>False when the name is taken; the temporary file stays or goes as the system has it.</summary>
    internal static bool TryPublish(string temporary, string path)
    {
        if (OperatingSystem.IsWindows()) { return TryMove(temporary, path); }
        if (NativeMethods.Link(Utf8(temporary), Utf8(path)) == 0) { return true; }
        if (Marshal.GetLastPInvokeError() == FileExists) { return false; }
        // File systems without links have a rename; contents are told by names, so that even a lost race writes the same bytes.
        return TryMove(temporary, path);
    }

    /// <summary>Waits until a folder's entries are on the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    internal static void SyncFolder(string folder)
    {
        // Windows has no handle for a folder's entries to be synced by, and keeps them with the file.
        if (OperatingSystem.IsWindows()) { return; }
        var descriptor = NativeMethods.Open(Utf8(folder), ReadOnly);
        if (descriptor < 0) { throw Failed(folder); }
        var synced = NativeMethods.Fsync(descriptor) == 0;
        var failure = synced ? null : Failed(folder);
        _ = NativeMethods.Close(descriptor);
        if (failure is not null) { throw failure; }
    }

    static IOException Failed(string folder) =>
        new($"Folder {folder} can't be synced to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

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

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern int Close(int descriptor);
    }
}
