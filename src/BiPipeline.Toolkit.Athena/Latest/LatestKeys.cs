using System.Text.Json.Serialization.Metadata;

namespace BiPipeline.Toolkit.Athena;

/// <summary>Keys of numbered objects, the one with the highest number first in a listing.</summary>
static class LatestKeys
{
    const int Digits = 19;

    internal static string Prefix(string table) => $"{LakeLayout.MaintenancePrefix}latest/{table}/";

    /// <summary>Returns the key of a number, which counts down.</summary>
    internal static string Of(string prefix, long number, string extension) =>
        $"{prefix}{(long.MaxValue - number).ToString($"D{Digits}", CultureInfo.InvariantCulture)}{extension}";

    /// <summary>Returns the number of a key; null for another key.</summary>
    internal static long? NumberOf(string key, string prefix, string extension) =>
        key.Length == prefix.Length + Digits + extension.Length
        && long.TryParse(key.AsSpan(prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var left)
            ? long.MaxValue - left
            : null;

    internal static async Task<string?> FirstAsync(ILakeObjects lake, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var (key, _) in lake.ListAsync(prefix, cancellationToken).ConfigureAwait(false)) { return key; }
        return null;
    }

    internal static T Parse<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type, string key)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, type)
                ?? throw new InvalidDataException($"Object '{key}' is null; expected a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Object '{key}' is not what a latest table's work writes; expected JSON of this or an earlier version. Delete it, and "
                    + "refresh again.",
                exception);
        }
    }
}
