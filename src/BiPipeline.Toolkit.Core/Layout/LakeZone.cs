namespace BiPipeline.Toolkit;

/// <summary>The zones of a lake, each a folder below its root.</summary>
public enum LakeZone
{
    /// <summary>Records as received (<c>raw/</c>).</summary>
    Raw = 0,

    /// <summary>Typed rows (<c>processed/</c>).</summary>
    Processed,

    /// <summary>Records that can't be read (<c>quarantine/</c>).</summary>
    Quarantine,
}
