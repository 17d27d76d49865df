using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Asks DynamoDB to export a table to S3 as DynamoDB JSON, and waits for it. The table needs point-in-time recovery. An export uses none of
/// the table's capacity. Needs <c>dynamodb:ExportTableToPointInTime</c>, <c>dynamodb:DescribeTable</c> and <c>dynamodb:DescribeExport</c>,
/// and on the bucket <c>s3:PutObject</c>, <c>s3:PutObjectAcl</c> and <c>s3:AbortMultipartUpload</c>.
/// </summary>
public sealed class TableExporter
{
    static readonly TimeSpan Recovery = TimeSpan.FromDays(35);

    readonly IAmazonDynamoDB _client;
    readonly TableExporterOptions _options;

    /// <summary>Creates an exporter. The caller disposes the client.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="options">The table, the bucket and the times.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public TableExporter(IAmazonDynamoDB client, TableExporterOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_client, _options) = (client, options);
    }

    /// <summary>
    /// Starts the export. With <see cref="TableExporterOptions.AsOf"/> or a window, a second call within 8 hours starts no second export.
    /// </summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ARN of the export.</returns>
    /// <exception cref="IOException">
    /// A time is in the future or more than 35 days ago, the table does not exist, or it has no point-in-time recovery.
    /// </exception>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses the request otherwise.</exception>
    public async Task<string> StartAsync(CancellationToken cancellationToken = default)
    {
        CheckTimes();
        try
        {
            var table = await _client.DescribeTableAsync(new DescribeTableRequest(_options.Table), cancellationToken).ConfigureAwait(false);
            var request = RequestOf(table.Table.TableArn);
            var answer = await _client.ExportTableToPointInTimeAsync(request, cancellationToken).ConfigureAwait(false);
            return answer.ExportDescription.ExportArn;
        }
        catch (PointInTimeRecoveryUnavailableException exception)
        {
            throw new IOException(
                $"Table '{_options.Table}' has no point-in-time recovery; an export needs it. Turn it on with 'aws dynamodb "
                    + "update-continuous-backups', and export a time after that.",
                exception);
        }
        catch (Exception exception) when (exception is ResourceNotFoundException or TableNotFoundException)
        {
            throw new IOException($"Table '{_options.Table}' does not exist; expected a table of this account and Region.", exception);
        }
    }

    /// <summary>Waits until an export is complete.</summary>
    /// <param name="exportArn">The ARN of the export.</param>
    /// <param name="progress">Receives each state. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the wait; the export continues.</param>
    /// <exception cref="IOException">The export failed.</exception>
    /// <exception cref="AmazonDynamoDBException">DynamoDB refuses a request.</exception>
    public async Task<TableExportStatus> WaitAsync(
        string exportArn, IProgress<TableExportStatus>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(exportArn);
        while (true)
        {
            var request = new DescribeExportRequest { ExportArn = exportArn };
            var export = (await _client.DescribeExportAsync(request, cancellationToken).ConfigureAwait(false)).ExportDescription;
            if (export.ExportStatus == ExportStatus.FAILED)
            {
                throw new IOException(
                    $"Export '{exportArn}' failed: {export.FailureCode} {export.FailureMessage} Correct the cause, and export again.");
            }
            var status = StatusOf(export);
            progress?.Report(status);
            if (status.IsComplete) { return status; }
            await Task.Delay(_options.PollInterval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    static TableExportStatus StatusOf(ExportDescription export)
    {
        var manifest = export.ExportManifest;
        var location = string.IsNullOrEmpty(manifest) ? null : $"s3://{export.S3Bucket}/{manifest[..(manifest.LastIndexOf('/') + 1)]}";
        return new(export.ExportArn, export.ExportStatus == ExportStatus.COMPLETED, location, export.ItemCount, export.BilledSizeBytes);
    }

    void CheckTimes()
    {
        var now = _options.TimeProvider.GetUtcNow();
        foreach (var (name, time) in ((string, DateTimeOffset?)[])
            [(nameof(_options.AsOf), _options.AsOf), (nameof(_options.From), _options.From), (nameof(_options.Until), _options.Until)])
        {
            if (time is not { } at || (at <= now && at >= now - Recovery)) { continue; }
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; expected a time in the last 35 days, which recovery keeps."));
        }
    }

    ExportTableToPointInTimeRequest RequestOf(string tableArn)
    {
        var request = new ExportTableToPointInTimeRequest
        {
            TableArn = tableArn,
            S3Bucket = _options.Bucket,
            S3Prefix = _options.Prefix.Length == 0 ? null : _options.Prefix,
            S3BucketOwner = _options.BucketOwner,
            ExportFormat = ExportFormat.DYNAMODB_JSON,
            ExportType = _options.From is null ? ExportType.FULL_EXPORT : ExportType.INCREMENTAL_EXPORT,
        };
        if (_options.KmsKeyId is { } key) { (request.S3SseAlgorithm, request.S3SseKmsKeyId) = (S3SseAlgorithm.KMS, key); }
        if (_options.AsOf is { } asOf) { request.ExportTime = asOf.UtcDateTime; }
        if (_options is { From: { } from, Until: { } until })
        {
            request.IncrementalExportSpecification = new()
            {
                ExportFromTime = from.UtcDateTime,
                ExportToTime = until.UtcDateTime,
                ExportViewType = _options.NewImagesOnly ? ExportViewType.NEW_IMAGE : ExportViewType.NEW_AND_OLD_IMAGES,
            };
        }
        if (_options.AsOf is not null || _options.From is not null) { request.ClientToken = TokenOf(tableArn); }
        return request;
    }

    // The same request has the same token.
    string TokenOf(string tableArn)
    {
        string?[] parts =
        [
            tableArn,
            _options.Bucket,
            _options.Prefix,
            _options.KmsKeyId,
            _options.AsOf?.ToString("O", CultureInfo.InvariantCulture),
            _options.From?.ToString("O", CultureInfo.InvariantCulture),
            _options.Until?.ToString("O", CultureInfo.InvariantCulture),
            _options.NewImagesOnly.ToString(),
        ];
        var text = string.Join('\n', parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
