namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A table as DynamoDB describes it.</summary>
/// <param name="Arn">The ARN.</param>
/// <param name="Keys">The key attributes and their types, <c>S</c>, <c>N</c> or <c>B</c>; the partition key is first.</param>
/// <param name="Items">Number of items; DynamoDB updates it about every six hours.</param>
/// <param name="Bytes">Number of bytes of the items; updated as <paramref name="Items"/>.</param>
public sealed record ScannedTable(string Arn, IReadOnlyDictionary<string, string> Keys, long Items, long Bytes);
