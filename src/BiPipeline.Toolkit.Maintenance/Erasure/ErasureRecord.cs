using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The records of erasures below <c>maintenance/erase/&lt;time&gt;/</c>: <c>open.json</c> while one is not finished, with a digest
/// that finds it again, then <c>done.json</c>, which has counts only. While the digest exists, the lake has the data itself.
/// </summary>
/// <param name="store">The lake.</param>
sealed class ErasureRecord(IMaintenanceStore store)
{
    internal const string Prefix = LakeLayout.MaintenancePrefix + "erase/";
    internal const string OpenName = "open.json";
    const string DoneName = "done.json";

    /// <summary>Returns the folder of an erasure of these keys: that of an unfinished one, or a new one.</summary>
    internal async Task<string> BeginAsync(
        IReadOnlyList<KeySearch> searches, string keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await foreach (var item in store.ListAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (!item.Key.EndsWith("/" + OpenName, StringComparison.Ordinal)) { continue; }
            var folder = item.Key[..^OpenName.Length];
            using var open = JsonDocument.Parse(await WholeObject.ReadAsync(store, item.Key, cancellationToken).ConfigureAwait(false));
            if (open.RootElement.GetProperty("digest").GetString() == DigestOf(folder, keys)) { return folder; }
        }
        for (var time = now; ; time = time.AddMilliseconds(1))
        {
            var folder = $"{Prefix}{BaselineKey.TimeText(time)}/";
            var content = ObjectContent.Of(JsonLine.Of(json =>
            {
                json.WriteString("started"u8, Instant.Text(now));
                json.WriteStartArray("tables"u8);
                foreach (var search in searches) { json.WriteStringValue(search.Schema.Table); }
                json.WriteEndArray();
                json.WriteNumber("keys"u8, searches.Sum(search => search.Count));
                json.WriteString("digest"u8, DigestOf(folder, keys));
            }));
            var put = await store.PutAsync(folder + OpenName, content, cancellationToken).ConfigureAwait(false);
            if (put == PutOutcome.Created) { return folder; }
        }
    }

    /// <summary>Puts the receipt, and deletes the open record for ever.</summary>
    internal async Task EndAsync(string folder, ErasureOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var content = ObjectContent.Of(JsonLine.Of(json =>
        {
            json.WriteString("ended"u8, Instant.Text(now));
            outcome.Write(json);
        }));
        await store.PutAsync(folder + DoneName, content, cancellationToken).ConfigureAwait(false);
        List<ObjectVersion> versions = [];
        await foreach (var version in store.ListVersionsAsync(folder + OpenName, cancellationToken).ConfigureAwait(false))
        {
            versions.Add(version);
        }
        await store.DeleteVersionsAsync(versions, cancellationToken).ConfigureAwait(false);
    }

    static string DigestOf(string folder, string keys) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{folder}\n{keys}")));
}
