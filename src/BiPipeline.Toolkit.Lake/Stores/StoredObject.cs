namespace BiPipeline.Toolkit.Lake;

/// <summary>An object in a store.</summary>
/// <param name="Key">The key.</param>
/// <param name="Bytes">The size in bytes.</param>
public readonly record struct StoredObject(string Key, long Bytes);
