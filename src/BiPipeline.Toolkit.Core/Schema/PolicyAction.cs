namespace BiPipeline.Toolkit;

/// <summary>What is done to a protected attribute before anything else sees it.</summary>
public enum PolicyAction
{
    /// <summary>Replaced by <c>hmac:</c> and the hex HMAC-SHA-256 of its value (<c>hash</c>).</summary>
    Hash = 0,

    /// <summary>Removed (<c>drop</c>).</summary>
    Drop,
}
