namespace BiPipeline.Toolkit.Maintenance;

/// <summary>An object of the raw zone.</summary>
/// <param name="Key">Its key in the lake.</param>
/// <param name="Bytes">Its stored bytes.</param>
sealed record RawObject(string Key, long Bytes)
{
    /// <summary>Number of records; part of the name.</summary>
    internal long Records => LakeLayout.TryParseKey(Key, out var key) ? key.Rows : 0;
}
