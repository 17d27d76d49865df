using BiPipeline.Toolkit.LocalAthena.Analysis;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class FunctionTable
{
    static IEnumerable<FunctionEntry> Arrays() =>
    [
        Scalar("cardinality", call =>
        {
            call.Expect(1, 1);
            return call[0].Type switch
            {
                TrinoType.ArrayType => new($"CAST(len({call[0].Sql}) AS BIGINT)", L),
                TrinoType.MapType => new($"CAST(cardinality({call[0].Sql}) AS BIGINT)", L),
                _ => throw call.Unexpected(),
            };
        }),
        Scalar("element_at", call =>
        {
            call.Expect(2, 2);
            return call[0].Type switch
            {
                TrinoType.ArrayType type => new($"{call[0].Sql}[{call.As(1, L)}]", type.Element),
                TrinoType.MapType type => new($"{call[0].Sql}[{call.As(1, type.Key)}]", type.Value),
                _ => throw call.Unexpected(),
            };
        }),
        Scalar("contains", call =>
        {
            var (array, element, value) = ArrayAndElement(call);
            // Not found among NULLs is unknown, not false.
            return new(
                $"CASE WHEN list_contains({array}, {value}) THEN true WHEN len(list_filter({array}, lambda x_: x_ IS NULL)) > 0 THEN NULL "
                + $"WHEN {array} IS NOT NULL AND {value} IS NOT NULL THEN false END",
                B);
        }),
        Scalar("array_position", call =>
        {
            var (array, _, value) = ArrayAndElement(call);
            return new(
                $"CASE WHEN {array} IS NOT NULL AND {value} IS NOT NULL THEN CAST(coalesce(list_position({array}, {value}), 0) AS BIGINT) "
                + "END",
                L);
        }),
        Scalar("array_remove", call =>
        {
            var (array, element, value) = ArrayAndElement(call);
            return new(
                $"CASE WHEN {value} IS NOT NULL THEN list_filter({array}, lambda x_: x_ IS DISTINCT FROM {value}) END",
                TrinoType.Array(element));
        }),
        Scalar("array_distinct", call => ArrayFunction(call, array => $"{DistinctList(array)}")),
        Scalar("array_sort", call =>
        {
            call.Expect(1, 2);
            if (call.Count == 2)
            {
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    "LocalAthena does not have array_sort with a comparator",
                    call.Node.Position);
            }
            return ArrayFunction(call, array => $"list_sort({array}, 'ASC', 'NULLS LAST')");
        }),
        Scalar("array_max", call => ArrayExtreme(call, "list_max")),
        Scalar("array_min", call => ArrayExtreme(call, "list_min")),
        Scalar("array_join", call =>
        {
            call.Expect(2, 3);
            if (call[0].Type is not TrinoType.ArrayType type || Conversion.TryCast(new("x_", type.Element), V) is not { } text)
            {
                throw call.Unexpected();
            }
            var elements = call.Count == 3
                ? $"list_transform({call[0].Sql}, lambda x_: coalesce({text.Sql}, {call.Text(2)}))"
                : $"list_transform({call[0].Sql}, lambda x_: {text.Sql})";
            return new($"array_to_string({elements}, {call.Text(1)})", V);
        }),
        Scalar("array_union", call => TwoArrays(call, (a, b) => DistinctList($"list_concat({a}, {b})"))),
        Scalar(
            "array_intersect",
            call =>
                TwoArrays(
                    call,
                    (a, b) =>
                        DistinctList($"list_filter({a}, lambda x_: len(list_filter({b}, lambda y_: y_ IS NOT DISTINCT FROM x_)) > 0)"))),
        Scalar(
            "array_except",
            call =>
                TwoArrays(
                    call,
                    (a, b) =>
                        DistinctList($"list_filter({a}, lambda x_: len(list_filter({b}, lambda y_: y_ IS NOT DISTINCT FROM x_)) = 0)"))),
        Scalar("arrays_overlap", call =>
        {
            var type = TwoArrayType(call);
            var (a, b) = (call.As(0, type), call.As(1, type));
            return new(
                $"CASE WHEN len(list_filter({a}, lambda x_: list_contains({b}, x_))) > 0 THEN true WHEN len(list_filter(list_concat({a}, "
                + $"{b}), lambda x_: x_ IS NULL)) > 0 THEN NULL WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN false END",
                B);
        }),
        Scalar("slice", call =>
        {
            call.Expect(3, 3);
            if (call[0].Type is not TrinoType.ArrayType) { throw call.Unexpected(); }
            var (array, start, length) = (call[0].Sql, call.As(1, L), call.As(2, L));
            return new(
                $"CASE WHEN {start} > 0 THEN list_slice({array}, {start}, {start} + {length} - 1) WHEN -{start} <= len({array}) THEN "
                + $"list_slice({array}, len({array}) + {start} + 1, len({array}) + {start} + {length}) WHEN {array} IS NOT NULL THEN "
                + $"list_slice({array}, 2, 1) END",
                call[0].Type);
        }),
        Scalar(
            "flatten",
            call =>
                call[0].Type is TrinoType.ArrayType { Element: TrinoType.ArrayType inner }
                    ? new($"flatten({call[0].Sql})", inner)
                    : throw call.Unexpected()),
        Scalar("repeat", call =>
        {
            call.Expect(2, 2);
            return new($"list_transform(range({call.As(1, L)}), lambda x_: {call[0].Sql})", TrinoType.Array(call[0].Type));
        }),
        Scalar("sequence", Sequence),
        Scalar("zip", call =>
        {
            call.Expect(2, 5);
            var types = call.Arguments.Select(argument => argument.Type as TrinoType.ArrayType ?? throw call.Unexpected()).ToArray();
            var row = new TrinoType.RowType([.. types.Select(type => new RowField(null, type.Element))]);
            var longest = $"greatest({string.Join(", ", call.Arguments.Select(argument => $"len({argument.Sql})"))})";
            var fields = string.Join(", ", call.Arguments.Select((argument, i) => $"{row.FieldName(i)} := {argument.Sql}[i_]"));
            return new(
                $"CASE WHEN {string.Join(" AND ", call.Arguments.Select(argument => $"{argument.Sql} IS NOT NULL"))} THEN "
                + $"list_transform(range(1, {longest} + 1), lambda i_: struct_pack({fields})) END",
                TrinoType.Array(row));
        }),
        Scalar("zip_with", call =>
        {
            call.Expect(3, 3);
            if (call[0].Type is not TrinoType.ArrayType left || call[1].Type is not TrinoType.ArrayType right) { throw call.Unexpected(); }
            var body = call.Lambda(2, left.Element, right.Element);
            return new(
                Bind(
                    body.Sql,
                    [$"{call[0].Sql}[i_]", $"{call[1].Sql}[i_]"],
                    value => $"list_transform(range(1, greatest(len({call[0].Sql}), len({call[1].Sql})) + 1), lambda i_: {value})"),
                TrinoType.Array(body.Type));
        }),
        Scalar("transform", call =>
        {
            var array = LambdaArray(call);
            var (sql, type) = call.Lambda(1, array.Element);
            return new($"list_transform({call[0].Sql}, {sql})", TrinoType.Array(type));
        }),
        Scalar("filter", call =>
        {
            var array = LambdaArray(call);
            return new($"list_filter({call[0].Sql}, {Predicate(call, array.Element)})", array);
        }),
        Scalar(
            "any_match",
            call =>
                Match(
                    call,
                    "WHEN list_contains({0}, true) THEN true WHEN len(list_filter({0}, lambda x_: x_ IS NULL)) > 0 THEN NULL WHEN {0} IS "
                    + "NOT NULL THEN false")),
        Scalar(
            "all_match",
            call =>
                Match(
                    call,
                    "WHEN list_contains({0}, false) THEN false WHEN len(list_filter({0}, lambda x_: x_ IS NULL)) > 0 THEN NULL WHEN {0} "
                    + "IS NOT NULL THEN true")),
        Scalar(
            "none_match",
            call =>
                Match(
                    call,
                    "WHEN list_contains({0}, true) THEN false WHEN len(list_filter({0}, lambda x_: x_ IS NULL)) > 0 THEN NULL WHEN {0} IS "
                    + "NOT NULL THEN true")),
        Scalar("reduce", Reduce),
        Scalar("trim_array", call =>
        {
            call.Expect(2, 2);
            return ArrayFunction(call, array => $"list_slice({array}, 1, len({array}) - {call.As(1, L)})");
        }),
    ];

    static IEnumerable<FunctionEntry> Maps() =>
    [
        Scalar("map", call =>
        {
            if (call.Count == 0)
            {
                return new("CAST(map([], []) AS MAP(INTEGER, INTEGER))", TrinoType.Map(TrinoType.Unknown, TrinoType.Unknown));
            }
            call.Expect(2, 2);
            return call[0].Type is TrinoType.ArrayType keys && call[1].Type is TrinoType.ArrayType values
                ? new($"map({call[0].Sql}, {call[1].Sql})", TrinoType.Map(keys.Element, values.Element))
                : throw call.Unexpected();
        }),
        Scalar("map_from_entries", call =>
            call[0].Type is TrinoType.ArrayType { Element: TrinoType.RowType { Fields: [var key, var value] } }
            ? new($"map_from_entries({call[0].Sql})", TrinoType.Map(key.Type, value.Type))
            : throw call.Unexpected()),
        Scalar("map_entries", call =>
        {
            var map = MapType(call, 0);
            var row = new TrinoType.RowType([new(null, map.Key), new(null, map.Value)]);
            return new(
                $"list_transform(map_entries({call[0].Sql}), lambda x_: struct_pack(field0 := x_.\"key\", field1 := x_.\"value\"))",
                TrinoType.Array(row));
        }),
        Scalar("map_keys", call => new($"map_keys({call[0].Sql})", TrinoType.Array(MapType(call, 0).Key))),
        Scalar("map_values", call => new($"map_values({call[0].Sql})", TrinoType.Array(MapType(call, 0).Value))),
        Scalar("map_concat", call =>
        {
            call.Expect(2, int.MaxValue);
            var type = call.Common(0) as TrinoType.MapType ?? throw call.Unexpected();
            var maps = Enumerable.Range(0, call.Count).Select(i => call.As(i, type)).ToArray();
            return new(
                $"CASE WHEN {string.Join(" AND ", maps.Select(map => $"{map} IS NOT NULL"))} THEN map_concat({string.Join(", ", maps)}) "
                + "END",
                type);
        }),
        Scalar("map_filter", call =>
        {
            var map = MapType(call, 0);
            var body = call.Lambda(1, map.Key, map.Value);
            if (body.Type is not TrinoType.BooleanType) { throw call.Unexpected(); }
            return new(
                Bind(
                    body.Sql,
                    ["m_.\"key\"", "m_.\"value\""],
                    value => $"map_from_entries(list_filter(map_entries({call[0].Sql}), lambda m_: {value}))"),
                map);
        }),
        Scalar("transform_values", call =>
        {
            var map = MapType(call, 0);
            var body = call.Lambda(1, map.Key, map.Value);
            return new(
                Bind(
                    body.Sql,
                    ["m_.\"key\"", "m_.\"value\""],
                    value =>
                        $"map_from_entries(list_transform(map_entries({call[0].Sql}), lambda m_: struct_pack(\"key\" := m_.\"key\", "
                        + $"\"value\" := {value})))"),
                TrinoType.Map(map.Key, body.Type));
        }),
        Scalar("transform_keys", call =>
        {
            var map = MapType(call, 0);
            var body = call.Lambda(1, map.Key, map.Value);
            return new(
                Bind(
                    body.Sql,
                    ["m_.\"key\"", "m_.\"value\""],
                    value =>
                        $"map_from_entries(list_transform(map_entries({call[0].Sql}), lambda m_: struct_pack(\"key\" := {value}, "
                        + "\"value\" := m_.\"value\")))"),
                TrinoType.Map(body.Type, map.Value));
        }),
    ];

    // A lambda of two parameters over values that DuckDB hands over as one: "lambda l0, l1: body" with both replaced.
    static string Bind(string lambda, string[] values, Func<string, string> use)
    {
        var colon = lambda.IndexOf(':', StringComparison.Ordinal);
        var names = lambda["lambda ".Length..colon].Split(", ");
        var inner =
            $"list_transform([struct_pack(a_ := {values[0]}, b_ := {values[1]})], lambda p_: "
            + $"{ReplaceNames(lambda[(colon + 2)..], names, ["p_.a_", "p_.b_"])})[1]";
        return use(inner);
    }

    static string ReplaceNames(string sql, string[] names, string[] values)
    {
        var result = new StringBuilder();
        for (var i = 0; i < sql.Length;)
        {
            var end = SkipQuoted(sql, i);
            if (end == i && IsNamePart(sql[i]))
            {
                while (end < sql.Length && IsNamePart(sql[end])) { end++; }
                var index = i > 0 && sql[i - 1] == '.' ? -1 : Array.IndexOf(names, sql[i..end]);
                result.Append(index < 0 ? sql.AsSpan(i, end - i) : values[index]);
            }
            else
            {
                end = Math.Max(end, i + 1);
                result.Append(sql.AsSpan(i, end - i));
            }
            i = end;
        }
        return result.ToString();
    }

    static bool IsNamePart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    static int SkipQuoted(string sql, int start)
    {
        if (sql[start] is not ('\'' or '"')) { return start; }
        var end = start + 1;
        while (end < sql.Length && sql[end] != sql[start]) { end++; }
        return Math.Min(end + 1, sql.Length);
    }

    static TrinoType.MapType MapType(CallSite call, int argument) => call[argument].Type as TrinoType.MapType ?? throw call.Unexpected();

    static TrinoType.ArrayType LambdaArray(CallSite call)
    {
        call.Expect(2, 2);
        return call[0].Type as TrinoType.ArrayType ?? throw call.Unexpected();
    }

    static string Predicate(CallSite call, TrinoType element)
    {
        var (sql, type) = call.Lambda(1, element);
        return type is TrinoType.BooleanType ? sql : throw call.Unexpected();
    }

    static Typed Match(CallSite call, string cases)
    {
        var array = LambdaArray(call);
        var matches = $"list_transform({call[0].Sql}, {Predicate(call, array.Element)})";
        return new($"CASE {cases.Replace("{0}", matches, StringComparison.Ordinal)} END", B);
    }

    static (string Array, TrinoType Element, string Value) ArrayAndElement(CallSite call)
    {
        call.Expect(2, 2);
        if (call[0].Type is not TrinoType.ArrayType array || TypeRules.CommonType(array.Element, call[1].Type) is not { } element)
        {
            throw call.Unexpected();
        }
        return (call.As(0, TrinoType.Array(element)), element, call.As(1, element));
    }

    static Typed ArrayFunction(CallSite call, Func<string, string> translate) =>
        call[0].Type is TrinoType.ArrayType ? new(translate(call[0].Sql), call[0].Type) : throw call.Unexpected();

    static Typed ArrayExtreme(CallSite call, string function)
    {
        call.Expect(1, 1);
        if (call[0].Type is not TrinoType.ArrayType type) { throw call.Unexpected(); }
        return new(
            $"CASE WHEN len(list_filter({call[0].Sql}, lambda x_: x_ IS NULL)) = 0 THEN {function}({call[0].Sql}) END",
            type.Element);
    }

    static TrinoType.ArrayType TwoArrayType(CallSite call)
    {
        call.Expect(2, 2);
        return call.Common(0) is TrinoType.ArrayType type ? type : throw call.Unexpected();
    }

    static Typed TwoArrays(CallSite call, Func<string, string, string> translate)
    {
        var type = TwoArrayType(call);
        var (a, b) = (call.As(0, type), call.As(1, type));
        return new($"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN {translate(a, b)} END", type);
    }

    // In order of first appearance, NULL once, as Athena does; list_distinct keeps neither.
    static string DistinctList(string list) =>
        $"list_filter({list}, lambda x_, i_: i_ = list_position(list_transform({list}, lambda y_: y_ IS NOT DISTINCT FROM x_), true))";

    static Typed Sequence(CallSite call)
    {
        call.Expect(2, 3);
        if (TypeRules.CanCoerce(call[0].Type, L))
        {
            var (start, stop) = (call.As(0, L), call.As(1, L));
            return new(
                call.Count == 3
                    ? $"generate_series({start}, {stop}, {call.As(2, L)})"
                    : $"generate_series({start}, {stop}, CASE WHEN {start} <= {stop} THEN CAST(1 AS BIGINT) ELSE CAST(-1 AS BIGINT) END)",
                TrinoType.Array(L));
        }
        if (call.Common(0) is not (TrinoType.DateType or TrinoType.TimestampType) && call.Count == 2) { throw call.Unexpected(); }
        var type = call[0].Type is TrinoType.DateType or TrinoType.TimestampType ? call[0].Type : throw call.Unexpected();
        if (call.Count == 3 && call[2].Type is not (TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType))
        {
            throw call.Unexpected();
        }
        var step = call.Count == 3 ? call[2].Sql : "to_days(1)";
        return new(
            $"CAST(generate_series(CAST({call[0].Sql} AS TIMESTAMP), CAST({call.As(1, type)} AS TIMESTAMP), {step}) AS {type.DuckDb}[])",
            TrinoType.Array(type));
    }

    // DuckDB's reduce has one type for elements and state; a pair of both in one list keeps them apart.
    static Typed Reduce(CallSite call)
    {
        call.Expect(4, 4);
        if (call[0].Type is not TrinoType.ArrayType array) { throw call.Unexpected(); }
        // Text grows with every step.
        var state = call[1].Type.IsText ? V : call[1].Type;
        var step = call.Lambda(2, state, array.Element);
        if (!TypeRules.CanCoerce(step.Type, state))
        {
            state = TypeRules.CommonType(state, step.Type) ?? throw call.Unexpected();
            step = call.Lambda(2, state, array.Element);
        }
        var output = call.Lambda(3, state);
        var colon = step.Sql.IndexOf(':', StringComparison.Ordinal);
        var names = step.Sql["lambda ".Length..colon].Split(", ");
        var body = Conversion.Coerce(new(ReplaceNames(step.Sql[(colon + 2)..], names, ["s_.st_", "e_.el_"]), step.Type), state).Sql;
        var pair = $"STRUCT(st_ {state.DuckDb}, el_ {array.Element.DuckDb})";
        var elements = $"list_transform({call[0].Sql}, lambda x_: CAST(struct_pack(st_ := NULL, el_ := x_) AS {pair}))";
        var initial = $"CAST(struct_pack(st_ := {call.As(1, state)}, el_ := NULL) AS {pair})";
        var reduced = $"list_reduce({elements}, lambda s_, e_: CAST(struct_pack(st_ := {body}, el_ := NULL) AS {pair}), {initial}).st_";
        return new($"CASE WHEN {call[0].Sql} IS NOT NULL THEN list_transform([{reduced}], {output.Sql})[1] END", output.Type);
    }
}
