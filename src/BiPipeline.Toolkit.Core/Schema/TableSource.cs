namespace BiPipeline.Toolkit;

/// <summary>
/// The DynamoDB table and the Region of a schema's records, from the stream's ARN (Kinesis: <c>tableName</c>, <c>awsRegion</c>).
/// Each is a name or a pattern with <c>*</c>. Exports and scans have no table name, so their records are always accepted.
/// </summary>
/// <param name="Table">The DynamoDB table; null for any.</param>
/// <param name="Region">The AWS Region, such as <c>eu-west-1</c>; null for any.</param>
public sealed record TableSource(string? Table, string? Region = null)
{
    /// <summary>Returns the source as in messages: <c>table 'prod-orders' in Region 'eu-west-1'</c>.</summary>
    public override string ToString() => (Table, Region) switch
    {
        ({ } table, { } region) => $"table '{table}' in Region '{region}'",
        ({ } table, null) => $"table '{table}'",
        (null, { } region) => $"any table in Region '{region}'",
        _ => "any table",
    };
}
