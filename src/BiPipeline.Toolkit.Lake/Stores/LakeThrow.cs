using System.Diagnostics.CodeAnalysis;

namespace BiPipeline.Toolkit.Lake;

/// <summary>The errors of stores and the writer.</summary>
static class LakeThrow
{
    [DoesNotReturn]
    internal static void KeyLength(int bytes, int maxBytes, string parameter) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"An object key has {bytes} bytes; expected 1 to {maxBytes}. Shorten the prefix, or the names of table and partitions."),
        parameter);

    [DoesNotReturn]
    internal static void KeyCharacters(string parameter) =>
        throw new ArgumentException("An object key has an unpaired surrogate; expected valid Unicode.", parameter);

    [DoesNotReturn]
    internal static void KeySegment(string parameter) => throw new ArgumentException(
        "An object key could leave its root; expected no empty, '.' or '..' segment, backslash or control character.",
        parameter);

    [DoesNotReturn]
    internal static T NotFound<T>(string key, string location, Exception? inner = null) =>
        throw new FileNotFoundException($"Object '{key}' does not exist below {location}.", inner);

    [DoesNotReturn]
    internal static void FolderInTheWay(string key, string location) =>
        throw new IOException($"{key} below {location} is a folder; expected an object. Move the folder.");

    [DoesNotReturn]
    internal static void SymbolicLink(string key, string root) => throw new IOException(
        $"{key} below {root} is a symbolic link; expected a file or folder. "
        + "Remove the link, or use its target as the root.");

    [DoesNotReturn]
    internal static void RecordsNotStored(string key) =>
        throw new IOException($"Not stored, because object {key} of the same records failed.");
}
