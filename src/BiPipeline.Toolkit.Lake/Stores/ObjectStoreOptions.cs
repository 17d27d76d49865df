namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// How <see cref="ObjectStores.Open"/> opens a store; the part for the other kind of store is not used. Immutable; derive with <c>with</c>.
/// </summary>
public sealed record ObjectStoreOptions
{
    /// <summary>How S3 is reached.</summary>
    public AwsClientOptions Client { get; init; } = new();

    /// <summary>How objects are written to S3.</summary>
    public S3StoreOptions S3 { get; init; } = new();

    /// <summary>How objects are written to a folder.</summary>
    public DirectoryStoreOptions Directory { get; init; } = new();

    /// <summary>Checks every option.</summary>
    /// <exception cref="ToolkitOptionsException">At least one option is out of range; the exception lists every problem.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(ObjectStoreOptions));
        problems.Nested(nameof(Client), Client.Validate);
        problems.Nested(nameof(S3), S3.Validate);
        problems.ThrowIfAny();
    }
}
