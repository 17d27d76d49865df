namespace BiPipeline.Toolkit.Athena;

/// <summary>One StartQueryExecution call.</summary>
public sealed record AthenaQueryRequest
{
    /// <summary>262,144 bytes of UTF-8, the longest statement (Athena, "Service quotas").</summary>
    public const int MaxQueryBytes = 262_144;

    /// <summary>One statement.</summary>
    public required string QueryString { get; init; }

    /// <summary>32 to 128 characters; the same token with the same request gives the same query again, never a second one.</summary>
    public required string ClientRequestToken { get; init; }

    /// <summary>The catalog; null for AwsDataCatalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>The database that unqualified names are looked up in; null for none.</summary>
    public string? Database { get; init; }

    /// <summary>The workgroup; null for <c>primary</c>.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>Where results are written, <c>s3://…/</c>; null when the workgroup says it.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Values for <c>?</c> in their order; text values carry their own single quotes. Default: none.</summary>
    public IReadOnlyList<string> ExecutionParameters { get; init; } = [];

    /// <summary>Answer from an equal query's result that is at most this old, 0 to 7 days, in whole minutes; null to always run.</summary>
    public TimeSpan? ResultReuseMaxAge { get; init; }

    /// <inheritdoc/>
    public bool Equals(AthenaQueryRequest? other) =>
        other is not null
        && QueryString == other.QueryString && ClientRequestToken == other.ClientRequestToken
        && Catalog == other.Catalog
        && Database == other.Database
        && WorkGroup == other.WorkGroup
        && OutputLocation == other.OutputLocation
        && ResultReuseMaxAge == other.ResultReuseMaxAge
        && ExecutionParameters.SequenceEqual(other.ExecutionParameters, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(QueryString, ClientRequestToken, Catalog, Database, WorkGroup, OutputLocation);
}
