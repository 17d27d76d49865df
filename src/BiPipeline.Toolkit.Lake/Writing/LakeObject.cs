namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that a <see cref="LakeWriter"/> stored.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Table">The table.</param>
/// <param name="Key">The key in the store.</param>
/// <param name="Rows">Number of rows or lines.</param>
/// <param name="Bytes">The size in bytes.</param>
/// <param name="Outcome">Whether the object is new or existed.</param>
/// <param name="PutTime">Duration of the put.</param>
public sealed record LakeObject(LakeZone Zone, string Table, string Key, long Rows, long Bytes, PutOutcome Outcome, TimeSpan PutTime);
