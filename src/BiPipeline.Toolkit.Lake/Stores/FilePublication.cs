using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Renames a finished file unless its name exists, and syncs the folder: the steps of a publication that .NET does not offer.
/// </summary>
static class FilePublication
{
    // Values of errno: those up to 34 are the same on Linux and macOS.
    const int NotPermitted = 1; // EPERM: from Linux for a file system without links
    const int Interrupted = 4; // EINTR
    const int NoAccess = 13; // EACCES
    const int FileExists = 17; // EEXIST
    const int InvalidArgument = 22; // EINVAL: from fsync for a file system that cannot sync a folder
    const int TooManyLinks = 31; // EMLINK

    static int NotSupported => OperatingSystem.IsMacOS() ? 45 : 95; // ENOTSUP

    static int NoSuchCall => OperatingSystem.IsMacOS() ? 78 : 38; // ENOSYS

    // O_RDONLY | O_CLOEXEC: a process that starts at the same time must not inherit the folder.
    static int ReadOnly => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Renames a file. Returns false when the name exists; the temporary file may then remain.</summary>
    /// <exception cref="IOException">The file system refuses the operation.</exception>
    internal static bool TryPublish(string temporary, string path)
    {
        if (OperatingSystem.IsWindows()) { return TryMove(temporary, path); }
        if (NativeMethods.Link(Utf8(temporary), Utf8(path)) == 0) { return true; }
        var error = Marshal.GetLastPInvokeError();
        if (error == FileExists) { return false; }
        if (error == NotPermitted || error == TooManyLinks || error == NotSupported || error == NoSuchCall)
        {
            // File systems without links can rename. Names identify contents, so even a lost race writes the same bytes.
            return TryMove(temporary, path);
        }
        throw new IOException($"File {path} could not be created: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Waits until a folder's entries are on the disk.</summary>
    /// <exception cref="IOException">The disk refuses the operation.</exception>
    internal static void SyncFolder(string folder)
    {
        // Windows has no handle to sync a folder's entries, and syncs them with the file.
        if (OperatingSystem.IsWindows()) { return; }
        var descriptor = NativeMethods.Open(Utf8(folder), ReadOnly);
        var error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        // This user can't sync a folder without read permission, such as one above the root.
        if (error == NoAccess) { return; }
        if (error != 0) { throw Failed(folder, error); }
        do { error = NativeMethods.Fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError(); }
        while (error == Interrupted);
        _ = NativeMethods.Close(descriptor);
        if (error != 0 && error != InvalidArgument && error != NotSupported) { throw Failed(folder, error); }
    }

    static IOException Failed(string folder, int error) =>
        new($"Folder {folder} could not be synced to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");

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
