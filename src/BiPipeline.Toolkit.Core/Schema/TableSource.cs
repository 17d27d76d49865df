namespace BiPipeline.Toolkit;

/// <summary>
/// DynamoDB table and Region whose records a schema takes, as the stream's ARN names them (Kinesis: <c>tableName</c>, <c>awsRegion</c>).
/// Each is a name or a pattern with <c>*</c>. Exports and scans do not name their table and are always taken.
/// </summary>
/// <param name="Table">DynamoDB table; null for any.</param>
/// <param name="Region">AWS Region, such as <c>eu-west-1</c>; null for any.</param>
public sealed record TableSource(string? Table, string? Region = null)
{
    /// <summary>The source as messages name it: <c>table 'prod-orders' in Region 'eu-west-1'</c>.</summary>
    public override string ToString() => (Table, Region) switch
    {
        ({ } table, { } region) => $"table '{table}' in Region '{region}'",
        ({ } table, null) => $"table '{table}'",
        (null, { } region) => $"any table in Region '{region}'",
        _ => "any table",
    };
}
