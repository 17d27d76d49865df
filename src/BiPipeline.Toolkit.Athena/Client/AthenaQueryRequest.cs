namespace BiPipeline.Toolkit.Athena;

/// <summary>The request of one StartQueryExecution call.</summary>
public sealed record AthenaQueryRequest
{
    /// <summary>Largest size of a statement, 262,144 bytes of UTF-8 (Athena, "Service quotas").</summary>
    public const int MaxQueryBytes = 262_144;

    /// <summary>The statement.</summary>
    public required string QueryString { get; init; }

    /// <summary>
    /// A token of 32 to 128 characters. The same token with the same request returns the same query and starts no second one.
    /// </summary>
    public required string ClientRequestToken { get; init; }

    /// <summary>The catalog; null for AwsDataCatalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>The database of unqualified names; null for none.</summary>
    public string? Database { get; init; }

    /// <summary>The workgroup; null for <c>primary</c>.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>The location of results, <c>s3://…/</c>; null when the workgroup sets it.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Values for <c>?</c> in order; text values include their single quotes. Default: none.</summary>
    public IReadOnlyList<string> ExecutionParameters { get; init; } = [];

    /// <summary>Largest age of a reused result of an equal query, 0 to 7 days, in whole minutes; null to always run the query.</summary>
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
