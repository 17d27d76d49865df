namespace BiPipeline.Toolkit.Lake;

/// <summary>An object that a <see cref="LakeWriter"/> stored.</summary>
/// <param name="Zone">Its zone.</param>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key in the store.</param>
/// <param name="Rows">Rows or lines in it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Outcome">Written now, or there before.</param>
/// <param name="PutTime">How long the store took.</param>
public sealed record LakeObject(LakeZone Zone, string Table, string Key, long Rows, long Bytes, PutOutcome Outcome, TimeSpan PutTime);
