namespace BiPipeline.Toolkit;

/// <summary>What becomes of attributes that no column takes.</summary>
public enum UnknownAttributes
{
    /// <summary>They are kept in <c>_rescued</c> (<c>rescue</c>).</summary>
    Rescue = 0,

    /// <summary>They are left out (<c>drop</c>).</summary>
    Drop,

    /// <summary>Their record goes to quarantine (<c>quarantine</c>).</summary>
    Quarantine,
}
