using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class ExpressionTranslator
{
    Typed Unary(Expression.Unary node, ExpressionContext context)
    {
        // -2147483648 is an integer in Athena, because the sign belongs to the literal.
        if (node is { Operator: "-", Operand: Expression.IntegerLiteral { Digits: "2147483648" } })
        {
            return new("CAST(-2147483648 AS INTEGER)", TrinoType.Integer);
        }
        if (node is { Operator: "-", Operand: Expression.IntegerLiteral { Digits: "9223372036854775808" } })
        {
            return new("CAST(-9223372036854775808 AS BIGINT)", TrinoType.Bigint);
        }
        var value = Translate(node.Operand, context);
        return value.Type.IsNumeric || (value.Type is TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType)
            ? new(node.Operator == "-" ? $"(-{value.Sql})" : value.Sql, value.Type)
            : throw Mismatch(node.Position, $"Cannot apply operator: {node.Operator}{value.Type}");
    }

    Typed Arithmetic(Expression.Arithmetic node, ExpressionContext context)
    {
        var left = Translate(node.Left, context);
        var right = Translate(node.Right, context);
        if (node.Operator == "||") { return Concatenation(node, left, right); }
        if (left.Type is TrinoType.UnknownType && right.Type.IsNumeric) { left = Conversion.Coerce(left, right.Type); }
        if (right.Type is TrinoType.UnknownType && left.Type.IsNumeric) { right = Conversion.Coerce(right, left.Type); }
        var result = left.Type.IsNumeric && right.Type.IsNumeric
            ? Numeric(node.Operator, left, right)
            : DateTimeArithmetic.Translate(node.Operator, left, right);
        return result ?? throw Mismatch(node.Position, $"Cannot apply operator: {left.Type} {node.Operator} {right.Type}");
    }

    static Typed? Numeric(string @operator, Typed left, Typed right)
    {
        var common = TypeRules.CommonType(left.Type, right.Type);
        switch (common)
        {
            case TrinoType.IntegerType when @operator is "/" or "%":
                var function = @operator == "/" ? LocalFunctions.Divide : LocalFunctions.Modulus;
                return new($"CAST({function}(CAST({left.Sql} AS BIGINT), CAST({right.Sql} AS BIGINT)) AS {common.DuckDb})", common);
            case TrinoType.IntegerType or TrinoType.DoubleType or TrinoType.RealType:
                return new($"({Conversion.Coerce(left, common).Sql} {@operator} {Conversion.Coerce(right, common).Sql})", common);
            case TrinoType.DecimalType:
                return Decimals(@operator, left.Sql, AsDecimal(left.Type), right.Sql, AsDecimal(right.Type));
            default:
                return null;
        }
    }

    static TrinoType.DecimalType AsDecimal(TrinoType type) => type as TrinoType.DecimalType ?? new(((TrinoType.IntegerType)type).Digits, 0);

    // Result types: Trino, DecimalOperators.
    static Typed Decimals(string @operator, DuckSql left, TrinoType.DecimalType a, DuckSql right, TrinoType.DecimalType b)
    {
        const int Max = TrinoType.DecimalType.MaxPrecision;
        var scale = Math.Max(a.Scale, b.Scale);
        switch (@operator)
        {
            case "+" or "-":
                TrinoType.DecimalType sum = new(Math.Min(Max, Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1), scale);
                return new($"CAST((CAST({left} AS {sum.DuckDb}) {@operator} CAST({right} AS {sum.DuckDb})) AS {sum.DuckDb})", sum);
            case "*":
                TrinoType.DecimalType product = new(Math.Min(Max, a.Precision + b.Precision), Math.Min(Max, a.Scale + b.Scale));
                return new($"CAST((CAST({left} AS {a.DuckDb}) * CAST({right} AS {b.DuckDb})) AS {product.DuckDb})", product);
            case "/":
                TrinoType.DecimalType quotient = new(Math.Min(Max, a.Precision + b.Scale + Math.Max(b.Scale - a.Scale, 0)), scale);
                return new(DecimalFunctions.Divide(left, a.Scale, right, b.Scale, quotient), quotient);
            default:
                TrinoType.DecimalType remainder = new(Math.Min(b.Precision - b.Scale, a.Precision - a.Scale) + scale, scale);
                return new(DecimalFunctions.Modulus(left, a.Scale, right, b.Scale, remainder), remainder);
        }
    }

    static Typed Concatenation(Expression.Arithmetic node, Typed left, Typed right)
    {
        if (left.Type is TrinoType.UnknownType && right.Type.IsText) { left = Conversion.Coerce(left, right.Type); }
        if (right.Type is TrinoType.UnknownType && left.Type.IsText) { right = Conversion.Coerce(right, left.Type); }
        if (Chars(left, right) is { } chars) { return chars; }
        switch (left.Type, right.Type)
        {
            case ({ IsText: true }, { IsText: true }):
                var length = (long)Length(left.Type) + Length(right.Type);
                return new(
                    Concatenated(left.Sql, right.Sql, length),
                    new TrinoType.VarcharType((int)Math.Min(length, TrinoType.UnboundedLength)));
            case (TrinoType.VarbinaryType, TrinoType.VarbinaryType):
                return new($"({left.Sql} || {right.Sql})", TrinoType.Varbinary);
            default:
                return ArrayAnd(node.Position, left, right)
                    ?? throw Mismatch(node.Position, $"Cannot apply operator: {left.Type} || {right.Type}");
        }
    }

    /// <summary>Joins two arrays, or an array and an element, in the order of the operands; null if they have no common type.</summary>
    internal static Typed? ArrayAnd(SqlPosition position, Typed left, Typed right)
    {
        if ((left.Type, right.Type) is (TrinoType.ArrayType, TrinoType.UnknownType) or (TrinoType.UnknownType, TrinoType.ArrayType))
        {
            throw new LocalAthenaQueryException(
                "AMBIGUOUS_FUNCTION_CALL",
                "Could not choose a best candidate operator: NULL is an array or an element; cast it",
                position);
        }
        if ((left.Type, right.Type) is (TrinoType.ArrayType, TrinoType.ArrayType)
            && TypeRules.CommonType(left.Type, right.Type) is { } common)
        {
            return ArrayConcat(common, Conversion.Coerce(left, common).Sql, Conversion.Coerce(right, common).Sql);
        }
        if (left.Type is TrinoType.ArrayType array && TypeRules.CommonType(array.Element, right.Type) is { } last)
        {
            var type = TrinoType.Array(last);
            return ArrayConcat(type, Conversion.Coerce(left, type).Sql, $"[{Conversion.Coerce(right, last).Sql}]");
        }
        if (right.Type is TrinoType.ArrayType other && TypeRules.CommonType(other.Element, left.Type) is { } first)
        {
            var type = TrinoType.Array(first);
            return ArrayConcat(type, $"[{Conversion.Coerce(left, first).Sql}]", Conversion.Coerce(right, type).Sql);
        }
        return null;
    }

    /// <summary>Joins two chars with their blanks; null for other texts.</summary>
    internal static Typed? Chars(Typed left, Typed right) =>
        left.Type is TrinoType.CharType a && right.Type is TrinoType.CharType b && a.Length + b.Length <= TrinoType.CharType.MaxLength
            ? new($"({left.Sql} || {right.Sql})", new TrinoType.CharType(a.Length + b.Length))
            : null;

    // DuckDB's memory limit does not count the texts of a vector, so long ones are made here, where they are counted.
    internal static DuckSql Concatenated(DuckSql left, DuckSql right, long length) =>
        length <= MaxPlainLength ? (DuckSql)$"({left} || {right})" : $"{LocalFunctions.Concat}({left}, {right})";

    const int MaxPlainLength = 10_000;

    static int Length(TrinoType type) => type is TrinoType.VarcharType varchar ? varchar.Length : ((TrinoType.CharType)type).Length;

    // list_concat reads NULL as an empty list; in Athena the result is NULL.
    internal static Typed ArrayConcat(TrinoType type, params IReadOnlyList<DuckSql> arrays) =>
        new(
            Named(
                arrays,
                names => $"CASE WHEN {AllPresent(names)} THEN list_concat({DuckSql.Join(", ", names)}) END"),
            type);

    /// <summary>Binds several values, each computed once.</summary>
    internal static DuckSql Named(IReadOnlyList<DuckSql> values, Func<IReadOnlyList<DuckSql>, DuckSql> use)
    {
        var names = values.Select(value => value.IsAtom ? value : new DuckParameter()).ToArray();
        var named = values.Zip(names).Where(pair => !pair.First.IsAtom).Select(pair => ((DuckParameter)pair.Second, pair.First));
        return DuckLet.Of([.. named], use(names));
    }

    internal static DuckSql AllPresent(IEnumerable<DuckSql> values) =>
        DuckSql.Join(" AND ", values.Select(value => (DuckSql)$"{value} IS NOT NULL"));

    Typed Comparison(Expression.Comparison node, ExpressionContext context)
    {
        var left = Translate(node.Left, context);
        var right = Translate(node.Right, context);
        return Compare(node.Position, node.Operator, left, right);
    }

    internal static Typed Compare(SqlPosition position, string @operator, Typed left, Typed right)
    {
        var type = TypeRules.CommonType(left.Type, right.Type);
        if (type is null || (@operator is "=" or "<>" ? !type.IsComparable : !type.IsOrderable))
        {
            throw Mismatch(position, $"Cannot apply operator: {left.Type} {@operator} {right.Type}");
        }
        if (type is TrinoType.DoubleType or TrinoType.RealType)
        {
            return new(Equality.Numbers(@operator, left, right, type), TrinoType.Boolean);
        }
        if (Equality.IsOwn(type) && (@operator is "=" or "<>"))
        {
            DuckSql equal = Named(
                [Conversion.Coerce(left, type).Sql, Conversion.Coerce(right, type).Sql],
                names => Equality.Equal(names[0], names[1], type));
            return new(@operator == "=" ? equal : $"(NOT {equal})", TrinoType.Boolean);
        }
        if (type is TrinoType.ArrayType or TrinoType.RowType)
        {
            return new(
                Named(
                    [Conversion.Coerce(left, type).Sql, Conversion.Coerce(right, type).Sql],
                    names => NestedOrder.Compare(@operator, names[0], names[1], type)),
                TrinoType.Boolean);
        }
        return new($"({Comparable(left, type)} {@operator} {Comparable(right, type)})", TrinoType.Boolean);
    }

    // char ignores trailing blanks; a timestamp with time zone compares as its instant.
    internal static DuckSql Comparable(Typed value, TrinoType type)
    {
        var sql = Conversion.Coerce(value, type).Sql;
        return type switch
        {
            TrinoType.CharType => (DuckSql)$"rtrim({sql})",
            TrinoType.TimestampTzType => $"({sql}).t",
            _ => sql,
        };
    }

    Typed IsDistinctFrom(Expression.IsDistinctFrom node, ExpressionContext context)
    {
        var left = Translate(node.Left, context);
        var right = Translate(node.Right, context);
        var type = TypeRules.CommonType(left.Type, right.Type)
            ?? throw Mismatch(node.Position, $"Cannot apply operator: {left.Type} IS DISTINCT FROM {right.Type}");
        return new(
            $"({Equality.Canonical(Conversion.Coerce(left, type))} IS {(node.Negated ? "NOT " : "")}DISTINCT FROM "
            + $"{Equality.Canonical(Conversion.Coerce(right, type))})",
            TrinoType.Boolean);
    }

    Typed Between(Expression.Between node, ExpressionContext context)
    {
        Typed[] values = [Translate(node.Operand, context), Translate(node.Low, context), Translate(node.High, context)];
        var type = values.Skip(1)
            .Aggregate((TrinoType?)values[0].Type, (common, value) => common is null ? null : TypeRules.CommonType(common, value.Type));
        if (type is not { IsOrderable: true })
        {
            throw Mismatch(node.Position, $"Cannot check if {values[0].Type} is BETWEEN {values[1].Type} and {values[2].Type}");
        }
        if (type is TrinoType.DoubleType or TrinoType.RealType)
        {
            DuckSql within = DuckSql.Let(values[0].Sql, operand =>
                $"({Equality.Numbers(">=", values[0] with { Sql = operand }, values[1], type)} AND "
                + $"{Equality.Numbers("<=", values[0] with { Sql = operand }, values[2], type)})");
            return new(node.Negated ? $"(NOT {within})" : within, TrinoType.Boolean);
        }
        return new(
            $"({Comparable(values[0], type)} {(node.Negated ? "NOT " : "")}BETWEEN {Comparable(values[1], type)} AND "
            + $"{Comparable(values[2], type)})",
            TrinoType.Boolean);
    }

    Typed InList(Expression.InList node, ExpressionContext context)
    {
        Typed[] values = [Translate(node.Operand, context), .. node.Items.Select(item => Translate(item, context))];
        var type = Common(values, node, "IN value and list items must be the same type");
        if (Equality.IsOwn(type))
        {
            DuckSql found = DuckSql.Let(Conversion.Coerce(values[0], type).Sql, operand =>
                $"({DuckSql.Join(" OR ", values.Skip(1).Select(value =>
                    DuckSql.Let(Conversion.Coerce(value, type).Sql, item => Equality.Equal(operand, item, type))))})");
            return new(node.Negated ? $"(NOT {found})" : found, TrinoType.Boolean);
        }
        return new(
            $"({Comparable(values[0], type)} {(node.Negated ? "NOT " : "")}IN "
            + $"({DuckSql.Join(", ", values.Skip(1).Select(value => Comparable(value, type)))}))",
            TrinoType.Boolean);
    }

    Typed InQuery(Expression.InQuery node, ExpressionContext context)
    {
        var operand = Translate(node.Operand, context with { Hoisted = null });
        var (query, type) = OneColumn(node.Query, SubqueryKind.In, operand, node.Position, context);
        return Hoist($"({Comparable(operand, type)} {(node.Negated ? "NOT " : "")}IN ({query}))", TrinoType.Boolean, context);
    }

    Typed Quantified(Expression.QuantifiedComparison node, ExpressionContext context)
    {
        var operand = Translate(node.Left, context with { Hoisted = null });
        var kind = node is { Operator: "=", Quantifier: not "ALL" } ? SubqueryKind.In : SubqueryKind.Quantified;
        var (query, type) = OneColumn(node.Query, kind, operand, node.Position, context);
        return Hoist($"({Comparable(operand, type)} {node.Operator} {node.Quantifier} ({query}))", TrinoType.Boolean, context);
    }

    (DuckSql Query, TrinoType Type) OneColumn(
        Query query,
        SubqueryKind kind,
        Typed operand,
        SqlPosition position,
        ExpressionContext context)
    {
        var translated = Inner(query, kind, context);
        if (translated.Columns.Count != 1) { translated = AsRow(translated); }
        var type = TypeRules.CommonType(operand.Type, translated.Columns[0].Type)
            ?? throw Mismatch(
                position,
                $"value and result of subquery must be of the same type: {operand.Type} vs {translated.Columns[0].Type}");
        var relation = queries.NextRelation();
        return ($"SELECT {Comparable(new($"{relation}.c0", translated.Columns[0].Type), type)} FROM ({translated.Sql}) AS "
            + $"{relation}", type);
    }

    Typed Subquery(Expression.Subquery node, ExpressionContext context)
    {
        var translated = Inner(node.Query, SubqueryKind.Scalar, context);
        if (translated.Columns.Count != 1) { translated = AsRow(translated); }
        return Hoist($"({translated.Sql})", translated.Columns[0].Type, context);
    }

    // The value of a subquery with several columns is a row.
    TranslatedQuery AsRow(TranslatedQuery query)
    {
        var relation = queries.NextRelation();
        var type = new TrinoType.RowType([.. query.Columns.Select(column => new RowField(column.Name, column.Type))]);
        var fields = query.Columns.Select((_, i) => (DuckSql)$"{SqlText.Name(type.FieldName(i))} := {relation}.{ColumnAlias.Of(i)}");
        return new($"SELECT struct_pack({DuckSql.Join(", ", fields)}) AS c0 FROM ({query.Sql}) AS {relation}", [new(null, type)]);
    }

    Typed Like(Expression.Like node, ExpressionContext context)
    {
        var operand = Translate(node.Operand, context);
        var pattern = Translate(node.Pattern, context);
        var escape = node.Escape is null ? (Typed?)null : Translate(node.Escape, context);
        if (Conversion.TryCoerce(operand, TrinoType.Varchar) is not { } text
            || Conversion.TryCoerce(pattern, TrinoType.Varchar) is not { } like)
        {
            throw Mismatch(
                node.Position,
                $"Left side of LIKE expression must evaluate to a varchar (actual: {operand.Type}), the pattern too (actual: "
                + $"{pattern.Type})");
        }
        if (escape is { Type: TrinoType.UnknownType }) { return new("CAST(NULL AS BOOLEAN)", TrinoType.Boolean); }
        var not = node.Negated ? "NOT " : "";
        return new(
            escape is { } sign
                ? (DuckSql)$"({text.Sql} {not}LIKE {EscapedPattern(node, like.Sql, sign.Sql)} ESCAPE {sign.Sql})"
                : $"({text.Sql} {not}LIKE {like.Sql})",
            TrinoType.Boolean);
    }

    // DuckDB does not refuse a pattern whose escape is followed by another character.
    static DuckSql EscapedPattern(Expression.Like node, DuckSql pattern, DuckSql escape)
    {
        if (node is not { Pattern: Expression.TextLiteral text, Escape: Expression.TextLiteral sign })
        {
            return $"{LocalFunctions.CheckPattern}({pattern}, {escape})";
        }
        return LikePattern.Problem(text.Value, sign.Value) is { } problem
            ? throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, problem, node.Position)
            : pattern;
    }

    Typed Case(Expression.Case node, ExpressionContext context)
    {
        List<Typed> results = [.. node.Whens.Select(when => Translate(when.Result, context))];
        if (node.Else is not null) { results.Add(Translate(node.Else, context)); }
        var type = Common(results, node, "All CASE results must be the same type");
        var value = node.Operand is null ? (Typed?)null : Translate(node.Operand, context);
        var name = value is { Sql.IsAtom: false } ? new DuckParameter() : null;
        var operand = name is null ? value : value!.Value with { Sql = name };
        List<DuckSql> parts = [];
        for (var i = 0; i < node.Whens.Count; i++)
        {
            var condition = operand is { } subject
                ? Compare(node.Whens[i].Condition.Position, "=", subject, Translate(node.Whens[i].Condition, context)).Sql
                : Condition(node.Whens[i].Condition, context with { Clause = "CASE WHEN clause" });
            parts.Add($" WHEN {condition} THEN {Conversion.Coerce(results[i], type).Sql}");
        }
        if (node.Else is not null) { parts.Add($" ELSE {Conversion.Coerce(results[^1], type).Sql}"); }
        DuckSql sql = $"CASE{DuckSql.Join("", parts)} END";
        return new(name is null ? sql : DuckLet.Of([(name, value!.Value.Sql)], sql), type);
    }

    Typed Cast(Expression.Cast node, ExpressionContext context)
    {
        if (!node.Safe)
        {
            var value = Translate(node.Operand, context);
            return Conversion.TryCast(value, node.Type) ?? throw Mismatch(node.Position, $"Cannot cast {value.Type} to {node.Type}");
        }
        return Try(inner =>
        {
            var value = Translate(node.Operand, inner);
            return Conversion.TryCast(value, node.Type) ?? throw Mismatch(node.Position, $"Cannot cast {value.Type} to {node.Type}");
        }, context);
    }

    /// <summary>Returns NULL instead of an error of the value.</summary>
    internal static Typed Try(Func<ExpressionContext, Typed> translate, ExpressionContext context)
    {
        if (context.Hoisted is not null)
        {
            // DuckDB accepts a TRY in a TRY, and the outer one's values reach the inner one.
            var nested = translate(context);
            return new($"TRY({nested.Sql})", nested.Type);
        }
        var hoisted = new HoistedValues();
        var value = translate(context with { Hoisted = hoisted });
        return new(hoisted.Try(value.Sql), value.Type);
    }

    Typed Subscript(Expression.Subscript node, ExpressionContext context)
    {
        var value = Translate(node.Base, context);
        var index = Translate(node.Index, context);
        switch (value.Type)
        {
            case TrinoType.ArrayType array when Conversion.TryCoerce(index, TrinoType.Bigint) is { } position:
                return new(
                    Named(
                        [value.Sql, position.Sql],
                        names => $"{names[0]}[{LocalFunctions.Index}({names[1]}, CAST(len({names[0]}) AS BIGINT))]"),
                    array.Element);
            case TrinoType.MapType map when Conversion.TryCoerce(index, map.Key) is { } key:
                return new(Named([value.Sql, key.Sql], names => MapValue(names[0], key with { Sql = names[1] })), map.Value);
            case TrinoType.RowType row when node.Index is Expression.IntegerLiteral literal
                && int.TryParse(literal.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1
                && number <= row.Fields.Count:
                return Conversion.RowFieldOf(value.Sql, row, number - 1);
            default:
                throw Mismatch(node.Position, $"Cannot apply operator: {value.Type}[{index.Type}]");
        }
    }

    static DuckSql MapValue(DuckSql map, Typed key)
    {
        var shown = Conversion.ToText(key) ?? "''";
        return $"CASE WHEN {LocalFunctions.RequireKey}(map_contains({map}, {key.Sql}), {shown}) THEN {map}[{key.Sql}] END";
    }

    Typed AtTimeZone(Expression.AtTimeZone node, ExpressionContext context)
    {
        var value = Translate(node.Operand, context);
        var zone = Translate(node.Zone, context);
        if (zone.Type is TrinoType.IntervalDaySecondType)
        {
            DuckSql minutes = $"(CAST(epoch_us({zone.Sql}) AS BIGINT) // 60000000)";
            zone = new($"{LocalFunctions.OffsetZone}(CAST(0 AS BIGINT), {minutes})", TrinoType.Varchar);
        }
        if (!zone.Type.IsText) { throw Mismatch(node.Zone.Position, $"Type of time zone must be varchar (actual {zone.Type})"); }
        return DateTimeArithmetic.AtTimeZone(value, zone)
            ?? throw Mismatch(node.Position, $"Type of value must be a time or timestamp with or without time zone (actual {value.Type})");
    }
}
