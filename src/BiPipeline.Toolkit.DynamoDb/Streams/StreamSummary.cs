namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A stream in a list of streams.</summary>
/// <param name="Arn">The stream's ARN.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Label">When the stream was enabled; a table whose stream is enabled anew gets another one.</param>
public sealed record StreamSummary(string Arn, string Table, string Label);
