namespace BiPipeline.Toolkit;

/// <summary>The action on a protected attribute before anything else reads it.</summary>
public enum PolicyAction
{
    /// <summary>Replaces the value with <c>hmac:</c> and its HMAC-SHA-256 in hex (<c>hash</c>).</summary>
    Hash = 0,

    /// <summary>Removes the attribute (<c>drop</c>).</summary>
    Drop,
}
