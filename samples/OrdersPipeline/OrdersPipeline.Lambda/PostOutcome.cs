namespace OrdersPipeline.Lambda;

/// <summary>What the runtime API said to what was posted.</summary>
/// <param name="Path">Where it was posted.</param>
/// <param name="Status">The HTTP status: 202 when accepted.</param>
public readonly record struct PostOutcome(string Path, int Status)
{
    /// <summary>True when it was taken.</summary>
    public bool IsAccepted => Status == 202;
}
