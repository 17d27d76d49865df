namespace BiPipeline.Toolkit.Glue;

/// <summary>One partition of a batch that was not created. The others were created.</summary>
/// <param name="Values">The partition's values.</param>
/// <param name="ErrorCode">The service's code, such as <c>AlreadyExistsException</c>.</param>
/// <param name="Message">The service's message.</param>
public sealed record GluePartitionError(IReadOnlyList<string> Values, string ErrorCode, string? Message)
{
    /// <summary>Whether the partition existed before.</summary>
    public bool IsAlreadyExists => ErrorCode == GlueErrorCodes.AlreadyExists;

    /// <inheritdoc/>
    public bool Equals(GluePartitionError? other) =>
        other is not null && Content.Same(Values, other.Values) && ErrorCode == other.ErrorCode && Message == other.Message;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Content.Hash(Values), ErrorCode, Message);
}
