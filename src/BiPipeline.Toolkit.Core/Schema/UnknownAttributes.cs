namespace BiPipeline.Toolkit;

/// <summary>The handling of attributes without a column.</summary>
public enum UnknownAttributes
{
    /// <summary>Keeps them in <c>_rescued</c> (<c>rescue</c>).</summary>
    Rescue = 0,

    /// <summary>Drops them (<c>drop</c>).</summary>
    Drop,

    /// <summary>Sends their record to quarantine (<c>quarantine</c>).</summary>
    Quarantine,
}
