using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>An expression of a statement.</summary>
abstract record Expression(SqlPosition Position)
{
    internal sealed record NullLiteral(SqlPosition At) : Expression(At);

    internal sealed record BooleanLiteral(SqlPosition At, bool Value) : Expression(At);

    internal sealed record IntegerLiteral(SqlPosition At, string Digits) : Expression(At);

    internal sealed record DecimalLiteral(SqlPosition At, string Digits) : Expression(At);

    internal sealed record DoubleLiteral(SqlPosition At, string Digits) : Expression(At);

    internal sealed record TextLiteral(SqlPosition At, string Value) : Expression(At);

    internal sealed record BinaryLiteral(SqlPosition At, string Hex) : Expression(At);

    /// <summary><c>DATE '2026-01-01'</c>.</summary>
    internal sealed record TypedLiteral(SqlPosition At, TrinoType Type, string Value) : Expression(At);

    internal sealed record IntervalLiteral(SqlPosition At, string Value, bool Negative, string Unit) : Expression(At)
    {
        /// <summary>The last unit of an interval of several: <c>DAY TO SECOND</c>.</summary>
        internal string? To { get; init; }
    }

    internal sealed record Identifier(SqlPosition At, SqlName Name) : Expression(At);

    internal sealed record Dereference(SqlPosition At, Expression Base, SqlName Field) : Expression(At);

    internal sealed record Subscript(SqlPosition At, Expression Base, Expression Index) : Expression(At);

    internal sealed record Unary(SqlPosition At, string Operator, Expression Operand) : Expression(At);

    /// <summary><c>+ - * / % ||</c>.</summary>
    internal sealed record Arithmetic(SqlPosition At, string Operator, Expression Left, Expression Right) : Expression(At);

    internal sealed record Comparison(SqlPosition At, string Operator, Expression Left, Expression Right) : Expression(At);

    internal sealed record QuantifiedComparison(
        SqlPosition At,
        string Operator,
        string Quantifier,
        Expression Left,
        Query Query) : Expression(At);

    /// <summary><c>AND</c>, <c>OR</c>.</summary>
    internal sealed record Logical(SqlPosition At, string Operator, IReadOnlyList<Expression> Terms) : Expression(At);

    internal sealed record Not(SqlPosition At, Expression Operand) : Expression(At);

    internal sealed record IsNull(SqlPosition At, Expression Operand, bool Negated) : Expression(At);

    internal sealed record IsDistinctFrom(SqlPosition At, Expression Left, Expression Right, bool Negated) : Expression(At);

    internal sealed record Between(SqlPosition At, Expression Operand, Expression Low, Expression High, bool Negated) : Expression(At);

    internal sealed record InList(SqlPosition At, Expression Operand, IReadOnlyList<Expression> Items, bool Negated) : Expression(At);

    internal sealed record InQuery(SqlPosition At, Expression Operand, Query Query, bool Negated) : Expression(At);

    internal sealed record Like(SqlPosition At, Expression Operand, Expression Pattern, Expression? Escape, bool Negated) : Expression(At);

    internal sealed record Exists(SqlPosition At, Query Query) : Expression(At);

    internal sealed record Subquery(SqlPosition At, Query Query) : Expression(At);

    /// <summary>The simple form with an operand, the searched form without one.</summary>
    internal sealed record Case(SqlPosition At, Expression? Operand, IReadOnlyList<WhenClause> Whens, Expression? Else) : Expression(At);

    internal sealed record Cast(SqlPosition At, Expression Operand, TrinoType Type, bool Safe) : Expression(At);

    internal sealed record Call(SqlPosition At, SqlName Name, IReadOnlyList<Expression> Arguments) : Expression(At)
    {
        /// <summary><c>count(*)</c>.</summary>
        internal bool Star { get; init; }

        internal bool Distinct { get; init; }

        internal IReadOnlyList<SortItem> OrderBy { get; init; } = [];

        internal Expression? Filter { get; init; }

        internal bool IgnoreNulls { get; init; }

        internal WindowSpecification? Window { get; init; }

        /// <summary>The arguments' own syntax: <c>EXTRACT(YEAR FROM x)</c>, <c>TRIM(BOTH …)</c>; null for the usual list.</summary>
        internal string? Form { get; init; }

        /// <summary>The clauses of a JSON function with a path.</summary>
        internal JsonClauses? Json { get; init; }

        /// <summary>The clauses of <c>JSON_OBJECT</c> and <c>JSON_ARRAY</c>.</summary>
        internal JsonConstruction? Construction { get; init; }
    }

    internal sealed record Lambda(SqlPosition At, IReadOnlyList<SqlName> Parameters, Expression Body) : Expression(At);

    internal sealed record Row(SqlPosition At, IReadOnlyList<Expression> Items, bool Keyword) : Expression(At);

    internal sealed record Array(SqlPosition At, IReadOnlyList<Expression> Items) : Expression(At);

    internal sealed record AtTimeZone(SqlPosition At, Expression Operand, Expression Zone) : Expression(At);

    /// <summary><c>CURRENT_DATE</c>, <c>CURRENT_TIMESTAMP</c>, <c>LOCALTIMESTAMP</c>.</summary>
    internal sealed record CurrentTime(SqlPosition At, string Function, int? Precision) : Expression(At);

    internal sealed record Parameter(SqlPosition At, int Index) : Expression(At);
}
