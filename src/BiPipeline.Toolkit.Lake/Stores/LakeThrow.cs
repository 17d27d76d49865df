using System.Diagnostics.CodeAnalysis;

namespace BiPipeline.Toolkit.Lake;

/// <summary>What stores and the writer refuse.</summary>
static class LakeThrow
{
    [DoesNotReturn]
    internal static void KeyLength(int bytes, int maxBytes, string parameter) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"An object key has {bytes} bytes; it must have 1 to {maxBytes}: shorten the prefix or the names of table and partitions."),
        parameter);

    [DoesNotReturn]
    internal static void KeyCharacters(string parameter) =>
        throw new ArgumentException("An object key has half a surrogate pair, which UTF-8 can't write.", parameter);

    [DoesNotReturn]
    internal static void KeySegment(string parameter) => throw new ArgumentException(
        "An object key has an empty, '.' or '..' segment, a backslash or a control character, so it could leave its root.",
        parameter);

    [DoesNotReturn]
    internal static T NotFound<T>(string key, string location, Exception? inner = null) =>
        throw new FileNotFoundException($"There is no object '{key}' below {location}.", inner);

    [DoesNotReturn]
    internal static void FolderInTheWay(string key, string location) =>
        throw new IOException($"{key} below {location} is a folder where an object should be; move it away.");

    [DoesNotReturn]
    internal static void SymbolicLink(string key, string root) => throw new IOException(
        $"{key} below {root} is a symbolic link, and a lake is neither written nor read through one. "
        + "Remove the link, or use its target as the root.");

    [DoesNotReturn]
    internal static void RecordsNotStored(string key) =>
        throw new IOException($"Skipped because {key}, which holds the same records, could not be stored.");
}
