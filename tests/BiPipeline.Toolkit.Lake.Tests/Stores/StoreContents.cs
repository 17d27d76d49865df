namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>The content of a store, for comparison.</summary>
static class StoreContents
{
    internal static async Task<SortedDictionary<string, string>> OfAsync(IObjectStore store)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var item in store.ListAsync("", CancellationToken.None))
        {
            await using var stream = await store.OpenReadAsync(item.Key, CancellationToken.None);
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            bytes.Length.ShouldBe(item.Bytes);
            contents.Add(item.Key, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())));
        }
        return contents;
    }
}
