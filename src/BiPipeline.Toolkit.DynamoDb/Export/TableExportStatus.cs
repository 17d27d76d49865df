namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The state of an export of a table to S3.</summary>
/// <param name="Arn">The ARN of the export.</param>
/// <param name="IsComplete">Whether every file is in S3.</param>
/// <param name="Location">The export's folder, once DynamoDB names it: <c>s3://bucket/prefix/AWSDynamoDB/…/</c>.</param>
/// <param name="Items">Number of items, once known.</param>
/// <param name="BilledBytes">Number of bytes that DynamoDB bills, once known.</param>
public sealed record TableExportStatus(string Arn, bool IsComplete, string? Location, long? Items, long? BilledBytes);
