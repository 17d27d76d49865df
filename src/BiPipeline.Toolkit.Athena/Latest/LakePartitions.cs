using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Lists the partitions of a lake's table. A partition has changed when it has other objects: no clock and no time of an object takes part,
/// so nothing that arrives late or at the very time of a listing is missed.
/// </summary>
static class LakePartitions
{
    const int DigestDigits = 16;

    /// <summary>Returns the partitions in the order of their folders.</summary>
    internal static async Task<IReadOnlyList<LakePartition>> ListAsync(
        ILakeObjects lake,
        LakeTable table,
        CancellationToken cancellationToken)
    {
        var prefix = LakeLayout.TablePrefix(LakeZone.Processed, table.Name);
        var folders = new SortedDictionary<string, List<(string Key, long Bytes)>>(StringComparer.Ordinal);
        await foreach (var stored in lake.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            var end = stored.Key.LastIndexOf('/');
            var folder = end < prefix.Length ? "" : stored.Key[prefix.Length..end];
            if (ValuesOf(folder, table) is null) { continue; }
            if (!folders.TryGetValue(folder, out var objects)) { folders[folder] = objects = []; }
            objects.Add(stored);
        }
        return
        [
            .. folders.Select(folder =>
                new LakePartition(folder.Key, ValuesOf(folder.Key, table)!, DigestOf(folder.Value), folder.Value)),
        ];
    }

    /// <summary>Returns the partitions in runs of objects of at most so many bytes, unless one object alone has more.</summary>
    internal static IEnumerable<LakePartition> Cut(LakePartition partition, long bytes)
    {
        if (partition.Bytes <= bytes)
        {
            yield return partition;
            yield break;
        }
        List<(string Key, long Bytes)> run = [];
        foreach (var stored in partition.Objects)
        {
            if (run.Count > 0 && run.Sum(one => one.Bytes) + stored.Bytes > bytes)
            {
                yield return partition with { Objects = run, IsRun = true };
                run = [];
            }
            run.Add(stored);
        }
        yield return partition with { Objects = run, IsRun = true, IsLastRun = true };
    }

    // Projection lists no other folder, so queries find no object there.
    static string[]? ValuesOf(string folder, LakeTable table)
    {
        string[] folders = folder.Length == 0 ? [] : folder.Split('/');
        if (folders.Length != table.Partitions.Count) { return null; }
        var values = new string[folders.Length];
        for (var i = 0; i < folders.Length; i++)
        {
            var name = table.Partitions[i].Name + "=";
            if (!folders[i].StartsWith(name, StringComparison.Ordinal)) { return null; }
            values[i] = folders[i][name.Length..];
        }
        return values;
    }

    static string DigestOf(List<(string Key, long Bytes)> objects)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, _) in objects) { hash.AppendData(Encoding.UTF8.GetBytes(key + "\n")); }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestDigits];
    }
}
