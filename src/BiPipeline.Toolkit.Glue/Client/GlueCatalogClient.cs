using System.Runtime.CompilerServices;
using Amazon.Runtime;
using BiPipeline.Toolkit.AwsJson;

namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A client of the AWS Glue Data Catalog. The AWS SDK (AWSSDK.Core) handles signing, credentials, retries and endpoints. The client has
/// only the operations of <see cref="IGlueCatalog"/>. Thread-safe; dispose it after use.
/// </summary>
public sealed class GlueCatalogClient : IGlueCatalog, IDisposable
{
    const int PartitionsPerCall = 100;
    const int DeletionsPerCall = 25;

    readonly AwsJsonClient _client;

    /// <summary>
    /// The id of the catalog, such as <c>s3tablescatalog/bucket</c> or an account's number. Default (null): the catalog of the caller's
    /// account.
    /// </summary>
    public string? CatalogId { get; init; }

    /// <summary>Creates a client with the SDK's credential chain.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="GlueException">Neither a region nor an endpoint is set.</exception>
    public GlueCatalogClient(AwsClientOptions? options = null) => _client = Open(credentials: null, options);

    /// <summary>Creates a client with the caller's credentials.</summary>
    /// <param name="credentials">The credentials for signing.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    /// <exception cref="GlueException">Neither a region nor an endpoint is set.</exception>
    public GlueCatalogClient(AWSCredentials credentials, AwsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _client = Open(credentials, options);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    public Task CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return SendAsync(
            "CreateDatabase",
            json =>
            {
                json.WritePropertyName("DatabaseInput");
                GlueJson.Write(json, database);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<GlueDatabase> GetDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync("GetDatabase", json => json.WriteString("Name", name), cancellationToken).ConfigureAwait(false);
        return GlueJson.ReadDatabase(answer.RootElement.GetProperty("Database"));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GlueDatabase> GetDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            using var answer = await SendAsync(
                "GetDatabases",
                json =>
                {
                    if (token is not null) { json.WriteString("NextToken", token); }
                },
                cancellationToken).ConfigureAwait(false);
            token = GlueJson.NextToken(answer.RootElement);
            foreach (var database in GlueJson.List(answer.RootElement, "DatabaseList")) { yield return GlueJson.ReadDatabase(database); }
        }
        while (token is not null);
    }

    /// <inheritdoc/>
    public Task UpdateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return SendAsync(
            "UpdateDatabase",
            json =>
            {
                json.WriteString("Name", database.Name);
                json.WritePropertyName("DatabaseInput");
                GlueJson.Write(json, database);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync("DeleteDatabase", json => json.WriteString("Name", name), cancellationToken);

    /// <inheritdoc/>
    public async Task<GlueTable> GetTableAsync(string database, string name, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(
            "GetTable",
            json => WriteTableName(json, database, "Name", name),
            cancellationToken).ConfigureAwait(false);
        return GlueJson.ReadTable(answer.RootElement.GetProperty("Table"), database);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GlueTable> GetTablesAsync(
        string database,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            using var answer = await SendAsync(
                "GetTables",
                json => WritePage(json, database, null, token),
                cancellationToken).ConfigureAwait(false);
            token = GlueJson.NextToken(answer.RootElement);
            foreach (var table in GlueJson.List(answer.RootElement, "TableList"))
            {
                yield return GlueJson.ReadTable(table, database);
            }
        }
        while (token is not null);
    }

    /// <inheritdoc/>
    public Task CreateTableAsync(string database, GlueTableInput table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return SendAsync("CreateTable", json => WriteTable(json, database, table), cancellationToken);
    }

    /// <inheritdoc/>
    public Task UpdateTableAsync(
        string database,
        GlueTableInput table,
        string? versionId,
        bool skipArchive = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return SendAsync(
            "UpdateTable",
            json =>
            {
                WriteTable(json, database, table);
                if (skipArchive) { json.WriteBoolean("SkipArchive", true); }
                if (versionId is { } version) { json.WriteString("VersionId", version); }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken = default) =>
        SendAsync("DeleteTable", json => WriteTableName(json, database, "Name", name), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GluePartition> GetPartitionsAsync(
        string database,
        string table,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = null;
        do
        {
            using var answer = await SendAsync(
                "GetPartitions",
                json => WritePage(json, database, table, token),
                cancellationToken).ConfigureAwait(false);
            token = GlueJson.NextToken(answer.RootElement);
            foreach (var partition in GlueJson.List(answer.RootElement, "Partitions"))
            {
                yield return GlueJson.ReadPartition(partition);
            }
        }
        while (token is not null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GluePartitionError>> CreatePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<GluePartition> partitions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        List<GluePartitionError> errors = [];
        foreach (var batch in partitions.Chunk(PartitionsPerCall))
        {
            using var answer = await SendAsync(
                "BatchCreatePartition",
                json =>
                {
                    WriteTableName(json, database, "TableName", table);
                    json.WriteStartArray("PartitionInputList");
                    foreach (var partition in batch) { GlueJson.Write(json, partition); }
                    json.WriteEndArray();
                },
                cancellationToken).ConfigureAwait(false);
            errors.AddRange(GlueJson.List(answer.RootElement, "Errors").Select(GlueJson.ReadPartitionError));
        }
        return errors;
    }

    /// <inheritdoc/>
    public Task UpdatePartitionAsync(
        string database,
        string table,
        IReadOnlyList<string> values,
        GluePartition partition,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(partition);
        return SendAsync(
            "UpdatePartition",
            json =>
            {
                WriteTableName(json, database, "TableName", table);
                WriteTexts(json, "PartitionValueList", values);
                json.WritePropertyName("PartitionInput");
                GlueJson.Write(json, partition);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GluePartitionError>> DeletePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<IReadOnlyList<string>> partitions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        List<GluePartitionError> errors = [];
        foreach (var batch in partitions.Chunk(DeletionsPerCall))
        {
            using var answer = await SendAsync(
                "BatchDeletePartition",
                json =>
                {
                    WriteTableName(json, database, "TableName", table);
                    json.WriteStartArray("PartitionsToDelete");
                    foreach (var values in batch)
                    {
                        json.WriteStartObject();
                        WriteTexts(json, "Values", values);
                        json.WriteEndObject();
                    }
                    json.WriteEndArray();
                },
                cancellationToken).ConfigureAwait(false);
            errors.AddRange(GlueJson.List(answer.RootElement, "Errors").Select(GlueJson.ReadPartitionError));
        }
        return errors;
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) { json.WriteStringValue(text); }
        json.WriteEndArray();
    }

    static void WriteTable(Utf8JsonWriter json, string database, GlueTableInput table)
    {
        json.WriteString("DatabaseName", database);
        json.WritePropertyName("TableInput");
        GlueJson.Write(json, table);
    }

    static void WriteTableName(Utf8JsonWriter json, string database, string member, string name)
    {
        json.WriteString("DatabaseName", database);
        json.WriteString(member, name);
    }

    static void WritePage(Utf8JsonWriter json, string database, string? table, string? token)
    {
        json.WriteString("DatabaseName", database);
        if (table is not null) { json.WriteString("TableName", table); }
        if (token is not null) { json.WriteString("NextToken", token); }
    }

    async Task<JsonDocument> SendAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.SendAsync(operation, WriteAll, cancellationToken).ConfigureAwait(false);
            return JsonDocument.Parse(answer.Length > 0 ? answer : "{}"u8.ToArray());
        }
        catch (AwsJsonException exception)
        {
            throw exception.Code switch
            {
                GlueErrorCodes.EntityNotFound => new GlueEntityNotFoundException(exception.Message, exception),
                GlueErrorCodes.AlreadyExists => new GlueAlreadyExistsException(exception.Message, exception),
                GlueErrorCodes.ConcurrentModification => new GlueConcurrentModificationException(exception.Message, exception),
                GlueErrorCodes.AccessDenied => new GlueException(
                    exception.Code,
                    $"{exception.Message}. Grant glue:{operation} on the catalog, the database and the table (docs/iam.md).",
                    exception),
                var code => new GlueException(code, exception.Message, exception),
            };
        }

        void WriteAll(Utf8JsonWriter json)
        {
            if (CatalogId is { } id) { json.WriteString(nameof(CatalogId), id); }
            write(json);
        }
    }

    static AwsJsonClient Open(AWSCredentials? credentials, AwsClientOptions? options)
    {
        try
        {
            return AwsJsonClients.Create(AwsJsonService.Glue, credentials, options);
        }
        catch (AwsJsonException exception)
        {
            throw new GlueException(exception.Code, exception.Message, exception);
        }
    }
}
