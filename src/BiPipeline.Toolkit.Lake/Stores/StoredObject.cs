namespace BiPipeline.Toolkit.Lake;

/// <summary>An object in a store.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct StoredObject(string Key, long Bytes);
