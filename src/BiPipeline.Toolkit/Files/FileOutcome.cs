namespace BiPipeline.Toolkit;

/// <summary>What the inputs of a <see cref="FilePipeline"/> came to.</summary>
/// <param name="Records">Records met.</param>
/// <param name="Rows">Rows of parent tables.</param>
/// <param name="ChildRows">Rows of child tables.</param>
/// <param name="Files">Objects of all zones, those that were there before included.</param>
/// <param name="CreatedFiles">Objects that were not there before.</param>
/// <param name="Quarantined">Records in quarantine.</param>
/// <param name="Rescued">Values that no column could take.</param>
/// <param name="BytesIn">Bytes of JSON read, after decompression.</param>
/// <param name="BytesOut">Bytes of all objects.</param>
public sealed record FileOutcome(
    long Records, long Rows, long ChildRows, int Files, int CreatedFiles, long Quarantined, long Rescued, long BytesIn, long BytesOut);
