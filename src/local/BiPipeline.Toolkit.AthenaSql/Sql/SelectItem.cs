using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One element of a select list: <c>*</c>, <c>t.*</c>, <c>(row).*</c> or an expression.</summary>
sealed record SelectItem(SqlPosition Position, Expression? Value, SqlName? Alias)
{
    /// <summary>Whether the element is <c>*</c> or <c>t.*</c>.</summary>
    internal bool IsStar => Value is null;

    /// <summary>The <c>t</c> of <c>t.*</c>.</summary>
    internal QualifiedName? StarOf { get; init; }

    /// <summary>The row of <c>(row).*</c>.</summary>
    internal Expression? RowOf { get; init; }

    /// <summary>The names that a star's columns get; empty to keep theirs.</summary>
    internal IReadOnlyList<SqlName> Columns { get; init; } = [];
}
