namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An object in a receipt.</summary>
/// <param name="Key">Its key in the lake.</param>
/// <param name="Bytes">Its size.</param>
sealed record ReceiptObject(string Key, long Bytes);
