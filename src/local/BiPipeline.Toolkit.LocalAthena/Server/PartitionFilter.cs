using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>
/// The Expression of GetPartitions: a condition of SQL over the partition keys with <c>=</c>, <c>&lt;&gt;</c>, <c>&lt;</c>, <c>IN</c>,
/// <c>BETWEEN</c>, <c>LIKE</c>, <c>AND</c>, <c>OR</c> and <c>NOT</c> (AWS Glue Web API Reference, GetPartitions). Keys of numbers are
/// compared as numbers, others as texts.
/// </summary>
sealed class PartitionFilter
{
    readonly Expression _condition;
    readonly string _text;
    readonly Dictionary<string, (int Index, bool IsNumber)> _keys;

    /// <summary>Reads and checks an expression.</summary>
    /// <exception cref="GlueException">The text is not a condition over the keys.</exception>
    internal PartitionFilter(string text, IReadOnlyList<GlueColumn> keys)
    {
        _text = text;
        _keys = keys.Index().ToDictionary(
            pair => pair.Item.Name,
            pair => (pair.Index, IsNumber(pair.Item.Type)),
            StringComparer.OrdinalIgnoreCase);
        try
        {
            _condition = SqlParser.ParseExpression(text);
        }
        catch (LocalAthenaQueryException exception)
        {
            throw Invalid(exception.Message);
        }
        // Refused before the first partition, not by its values.
        _ = Check(_condition, [.. keys.Select(key => IsNumber(key.Type) ? "0" : "")]);
    }

    internal bool Matches(IReadOnlyList<string> values) => Check(_condition, values);

    bool Check(Expression condition, IReadOnlyList<string> values) => condition switch
    {
        // Every term is computed, so that one that is not supported is found.
        Expression.Logical { Operator: "AND" } node => !node.Terms.Select(term => Check(term, values)).ToArray().Contains(false),
        Expression.Logical node => node.Terms.Select(term => Check(term, values)).ToArray().Contains(true),
        Expression.Not node => !Check(node.Operand, values),
        Expression.Comparison node => Holds(node.Operator, Compare(node.Left, node.Right, values)),
        Expression.Between node =>
            node.Negated != (Compare(node.Operand, node.Low, values) >= 0 & Compare(node.Operand, node.High, values) <= 0),
        Expression.InList node =>
            node.Negated != node.Items.Select(item => Compare(node.Operand, item, values) == 0).ToArray().Contains(true),
        Expression.Like { Escape: null } node =>
            node.Negated != HivePattern.IsLike(Value(node.Pattern, values).Text, Value(node.Operand, values).Text),
        _ => throw Invalid($"it has {condition.GetType().Name}"),
    };

    // A value that is not a number is not equal to, less than or greater than one.
    bool Holds(string @operator, int? order) => @operator switch
    {
        "=" => order == 0,
        "<>" => order is < 0 or > 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw Invalid($"it has {@operator}"),
    };

    int? Compare(Expression left, Expression right, IReadOnlyList<string> values)
    {
        var (a, b) = (Value(left, values), Value(right, values));
        if (!a.IsNumber && !b.IsNumber) { return string.CompareOrdinal(a.Text, b.Text); }
        return Number(a.Text) is { } x && Number(b.Text) is { } y ? x.CompareTo(y) : null;
    }

    (string Text, bool IsNumber) Value(Expression expression, IReadOnlyList<string> values) => expression switch
    {
        Expression.Identifier node when _keys.TryGetValue(node.Name.Value, out var key) => (values[key.Index], key.IsNumber),
        Expression.TextLiteral node => (node.Value, false),
        Expression.TypedLiteral node => (node.Value, false),
        Expression.IntegerLiteral node => (node.Digits, true),
        Expression.DecimalLiteral node => (node.Digits, true),
        Expression.Unary { Operator: "-", Operand: Expression.IntegerLiteral or Expression.DecimalLiteral } node =>
            ($"-{Value(node.Operand, values).Text}", true),
        Expression.Identifier node => throw Invalid($"'{node.Name.Value}' is not a partition key"),
        _ => throw Invalid($"it has {expression.GetType().Name}"),
    };

    static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    static bool IsNumber(string? type) =>
        type?.Split('(')[0].ToUpperInvariant() is "TINYINT" or "SMALLINT" or "INT" or "INTEGER" or "BIGINT" or "LONG" or "DECIMAL";

    GlueException Invalid(string problem) =>
        GlueOperations.Invalid($"Unsupported expression '{_text}': {problem}. Expected comparisons of partition keys with literals");
}
