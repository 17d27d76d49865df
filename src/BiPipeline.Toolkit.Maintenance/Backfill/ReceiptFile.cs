namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A data file in a receipt.</summary>
/// <param name="Key">Its name in the manifest.</param>
/// <param name="Items">Number of items that were read.</param>
/// <param name="Md5">The MD5 of the bytes that were read.</param>
sealed record ReceiptFile(string Key, long Items, string Md5);
