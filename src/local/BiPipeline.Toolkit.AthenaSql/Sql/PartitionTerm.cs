namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One comparison of <c>PARTITION (key = 'value', …)</c>.</summary>
sealed record PartitionTerm(string Key, string Operator, string Value)
{
    internal bool Matches(string value) => Operator switch
    {
        "=" => value == Value,
        "<>" => value != Value,
        "<" => Order(value) < 0,
        "<=" => Order(value) <= 0,
        ">" => Order(value) > 0,
        _ => Order(value) >= 0,
    };

    int Order(string value) => string.CompareOrdinal(value, Value);
}
