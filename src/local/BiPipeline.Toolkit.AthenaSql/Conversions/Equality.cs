using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>
/// The engine's <c>=</c> where DuckDB's differs: a NULL inside of an array, map or row makes the result unknown unless something else
/// differs, the order of a map's entries does not count, and NaN equals nothing.
/// </summary>
static class Equality
{
    /// <summary>Whether DuckDB's own comparison is another one.</summary>
    internal static bool IsOwn(TrinoType type) =>
        type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType or TrinoType.DoubleType or TrinoType.RealType;

    /// <summary>Whether DuckDB's functions of lists compare such elements as Athena does.</summary>
    internal static bool IsPlain(TrinoType type) => !IsOwn(type) && type is not (TrinoType.TimestampTzType or TrinoType.CharType);

    /// <summary>
    /// For each element of a list whether it equals the value: true, false or unknown; <paramref name="refusal"/> is the error of a
    /// comparison that is unknown although both values are there, null for none.
    /// </summary>
    internal static DuckSql Matches(DuckSql list, DuckSql value, TrinoType element, string? refusal = null) =>
        $"list_transform({list}, {DuckSql.Lambda(one => Known(one, value, element, refusal))})";

    /// <summary>Compares two values, and fails with <paramref name="refusal"/> if NULLs inside of them leave the result unknown.</summary>
    internal static DuckSql Known(DuckSql left, DuckSql right, TrinoType type, string? refusal) =>
        refusal is null || type is not (TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType)
            ? Equal(left, right, type)
            : $"CASE WHEN {left} IS NOT NULL AND {right} IS NOT NULL "
                + $"THEN {LocalFunctions.CheckKnown}(CAST(coalesce(CAST({Equal(left, right, type)} AS INTEGER), 2) AS BIGINT), "
                + $"{SqlText.Literal(refusal)}) END";

    /// <summary>Returns the list, and fails if one of its elements is an array, a map or a row with a NULL inside.</summary>
    internal static DuckSql Determinate(DuckSql list, TrinoType element, string refusal) =>
        element is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType
            ? $"list_filter({list}, {DuckSql.Lambda(one => $"coalesce({Known(one, one, element, refusal)}, true)")})"
            : list;

    /// <summary>
    /// A form of the value that is the same for values that are not distinct, and only for them, so that DuckDB can group by it: a map's
    /// entries in order, a timestamp with time zone as its instant, a char without trailing blanks.
    /// </summary>
    internal static DuckSql Canonical(Typed value) => value.Type switch
    {
        _ when !HasForms(value.Type) => value.Sql,
        TrinoType.CharType => $"rtrim({value.Sql})",
        TrinoType.TimestampTzType => $"({value.Sql}).t",
        TrinoType.ArrayType array => $"list_transform({value.Sql}, {DuckSql.Lambda(one => Canonical(new(one, array.Element)))})",
        TrinoType.MapType map =>
            $"list_sort(list_transform(map_entries({value.Sql}), {DuckSql.Lambda(entry => CanonicalEntry(entry, map))}))",
        TrinoType.RowType row => DuckSql.Let(value.Sql, one => CanonicalRow(one, row)),
        _ => value.Sql,
    };

    /// <summary>Whether values that are not distinct may differ for DuckDB.</summary>
    internal static bool HasForms(TrinoType type) => type switch
    {
        TrinoType.CharType or TrinoType.TimestampTzType or TrinoType.MapType => true,
        TrinoType.ArrayType array => HasForms(array.Element),
        TrinoType.RowType row => row.Fields.Any(field => HasForms(field.Type)),
        _ => false,
    };

    static DuckSql CanonicalEntry(DuckSql entry, TrinoType.MapType map) =>
        $"struct_pack(k_ := {Canonical(new($"{entry}.\"key\"", map.Key))}, v_ := {Canonical(new($"{entry}.\"value\"", map.Value))})";

    static DuckSql CanonicalRow(DuckSql value, TrinoType.RowType row)
    {
        var fields = row.Fields.Select((_, i) => (DuckSql)$"c{Conversion.Number(i)} := {Canonical(Conversion.RowFieldOf(value, row, i))}");
        return $"CASE WHEN {value} IS NOT NULL THEN struct_pack({DuckSql.Join(", ", fields)}) END";
    }

    /// <summary>
    /// Whether one element of a list equals the value; unknown if none does and one may. <paramref name="refusal"/> is as in
    /// <see cref="Matches"/>.
    /// </summary>
    internal static DuckSql IsIn(DuckSql list, DuckSql value, TrinoType element, string? refusal = null) => DuckSql.Let(
        IsPlain(element) ? list : Matches(list, value, element, refusal),
        all => $"CASE WHEN list_contains({all}, {(IsPlain(element) ? value : "true")}) THEN true "
            + $"WHEN len(list_filter({all}, {DuckSql.Lambda(one => $"{one} IS NULL")})) > 0 THEN NULL "
            + $"WHEN {all} IS NOT NULL AND {value} IS NOT NULL THEN false END");

    /// <summary>
    /// Compares numbers of which one may be NaN, which is neither equal to, less than nor greater than a number; it is DuckDB's largest.
    /// </summary>
    internal static DuckSql Numbers(string @operator, Typed left, Typed right, TrinoType type)
    {
        var (a, b) = (Conversion.Coerce(left, type).Sql, Conversion.Coerce(right, type).Sql);
        var (checksLeft, checksRight) = @operator switch
        {
            "<" or "<=" => (false, CanBeNaN(right)),
            ">" or ">=" => (CanBeNaN(left), false),
            // Both are NaN if they are equal and one is.
            _ when !CanBeNaN(left) || !CanBeNaN(right) => (false, false),
            _ => (a.IsAtom, !a.IsAtom),
        };
        DuckSql Compare(DuckSql x, DuckSql y)
        {
            var operation = @operator == "<>" ? "=" : @operator;
            DuckSql compared = checksLeft || checksRight
                ? (DuckSql)$"({x} {operation} {y} AND NOT isnan({(checksLeft ? x : y)}))"
                : $"({x} {operation} {y})";
            return @operator == "<>" ? $"(NOT {compared})" : compared;
        }
        return checksLeft ? DuckSql.Let(a, x => Compare(x, b))
            : checksRight ? DuckSql.Let(b, y => Compare(a, y))
            : Compare(a, b);
    }

    static bool CanBeNaN(Typed value) => value.Type is TrinoType.DoubleType or TrinoType.RealType && !value.Sql.IsNumber;

    /// <summary>Both values, of the same type, bound or short.</summary>
    internal static DuckSql Equal(DuckSql left, DuckSql right, TrinoType type) => type switch
    {
        TrinoType.DoubleType or TrinoType.RealType => $"({left} = {right} AND NOT isnan({left}))",
        TrinoType.TimestampTzType => $"(({left}).t = ({right}).t)",
        TrinoType.CharType => $"(rtrim({left}) = rtrim({right}))",
        TrinoType.ArrayType array => Elements(left, right, array.Element),
        TrinoType.MapType map => Entries(left, right, map),
        TrinoType.RowType row => Fields(left, right, row),
        _ => $"({left} = {right})",
    };

    static DuckSql Elements(DuckSql left, DuckSql right, TrinoType element)
    {
        var pairs = DuckSql.Lambda(i => DuckSql.Let($"{left}[{i}]", a => DuckSql.Let($"{right}[{i}]", b => Equal(a, b, element))));
        DuckSql equal = $"list_transform(range(1, len({left}) + 1), {pairs})";
        return $"CASE WHEN {left} IS NULL OR {right} IS NULL THEN NULL WHEN len({left}) <> len({right}) THEN false "
            + $"ELSE {All(equal)} END";
    }

    static DuckSql Entries(DuckSql left, DuckSql right, TrinoType.MapType map)
    {
        var pairs = DuckSql.Lambda(entry =>
        {
            DuckSql key = $"{entry}.\"key\"";
            var values = DuckSql.Let($"{entry}.\"value\"", a => DuckSql.Let($"{right}[{key}]", b => Equal(a, b, map.Value)));
            return $"CASE WHEN map_contains({right}, {key}) THEN {values} ELSE false END";
        });
        DuckSql equal = $"list_transform(map_entries({left}), {pairs})";
        return $"CASE WHEN {left} IS NULL OR {right} IS NULL THEN NULL WHEN cardinality({left}) <> cardinality({right}) THEN false "
            + $"ELSE {All(equal)} END";
    }

    static DuckSql Fields(DuckSql left, DuckSql right, TrinoType.RowType row)
    {
        var fields = row.Fields.Select((field, i) =>
            DuckSql.Let(Conversion.RowFieldOf(left, row, i).Sql, a =>
                DuckSql.Let(Conversion.RowFieldOf(right, row, i).Sql, b => Equal(a, b, field.Type))));
        return $"CASE WHEN {left} IS NULL OR {right} IS NULL THEN NULL ELSE ({DuckSql.Join(" AND ", fields)}) END";
    }

    // False if one is, otherwise unknown if one is.
    static DuckSql All(DuckSql list) => DuckSql.Let(list, all =>
        $"CASE WHEN list_contains({all}, false) THEN false "
        + $"WHEN len(list_filter({all}, {DuckSql.Lambda(one => $"{one} IS NULL")})) > 0 THEN NULL ELSE true END");
}
