namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Settings of <see cref="ObjectStores.Open"/>. It ignores those of the other kind of store. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Settings of access to S3.</summary>
    public AwsClientOptions Client { get; init; } = new();

    /// <summary>Settings of puts to S3.</summary>
    public S3StoreOptions S3 { get; init; } = new();

    /// <summary>Settings of puts to a folder.</summary>
    public DirectoryStoreOptions Directory { get; init; } = new();

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is out of range; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(ObjectStoreOptions));
        problems.Nested(nameof(Client), Client.Validate);
        problems.Nested(nameof(S3), S3.Validate);
        problems.ThrowIfAny();
    }
}
