using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Gives a finished file its name, unless the name is taken, and makes that durable: the steps of publishing that .NET has no call for.
/// </summary>
static class FilePublication
{
    // Numbers of errno: those up to 34 are the same on Linux and macOS.
    const int NotPermitted = 1; // EPERM: what Linux says of a file system without links
    const int Interrupted = 4; // EINTR
    const int NoAccess = 13; // EACCES
    const int FileExists = 17; // EEXIST
    const int InvalidArgument = 22; // EINVAL: what fsync says of a file system that has nothing to sync a folder by
    const int TooManyLinks = 31; // EMLINK

    static int NotSupported => OperatingSystem.IsMacOS() ? 45 : 95; // ENOTSUP

    static int NoSuchCall => OperatingSystem.IsMacOS() ? 78 : 38; // ENOSYS

    // O_RDONLY | O_CLOEXEC: a process started meanwhile must not inherit the folder.
    static int ReadOnly => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>False when the name is taken; the temporary file stays or goes as the system has it.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    internal static bool TryPublish(string temporary, string path)
    {
        if (OperatingSystem.IsWindows()) { return TryMove(temporary, path); }
        if (NativeMethods.Link(Utf8(temporary), Utf8(path)) == 0) { return true; }
        var error = Marshal.GetLastPInvokeError();
        if (error == FileExists) { return false; }
        if (error == NotPermitted || error == TooManyLinks || error == NotSupported || error == NoSuchCall)
        {
            // File systems without links have a rename; contents are told by names, so that even a lost race writes the same bytes.
            return TryMove(temporary, path);
        }
        throw new IOException($"File {path} can't be put in its place: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Waits until a folder's entries are on the disk.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    internal static void SyncFolder(string folder)
    {
        // Windows has no handle for a folder's entries to be synced by, and keeps them with the file.
        if (OperatingSystem.IsWindows()) { return; }
        var descriptor = NativeMethods.Open(Utf8(folder), ReadOnly);
        var error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        // A folder that may be passed through but not read, as one above the root can be, can't be synced by this user.
        if (error == NoAccess) { return; }
        if (error != 0) { throw Failed(folder, error); }
        do { error = NativeMethods.Fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError(); }
        while (error == Interrupted);
        _ = NativeMethods.Close(descriptor);
        if (error != 0 && error != InvalidArgument && error != NotSupported) { throw Failed(folder, error); }
    }

    static IOException Failed(string folder, int error) =>
        new($"Folder {folder} can't be synced to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");

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
