using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

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
                TrinoType.HyperLogLogType => new($"CAST(len({call[0].Sql}) AS BIGINT)", L),
                _ => throw call.Unexpected(),
            };
        }),
        Scalar("element_at", call =>
        {
            call.Expect(2, 2);
            return call[0].Type switch
            {
                TrinoType.ArrayType type => new($"{call[0].Sql}[{LocalFunctions.CheckIndex}({call.As(1, L)})]", type.Element),
                TrinoType.MapType type => new($"{call[0].Sql}[{call.As(1, type.Key)}]", type.Value),
                _ => throw call.Unexpected(),
            };
        }),
        Scalar("contains", call =>
        {
            if (ContainsAddress(call) is { } contained) { return contained; }
            var (array, element, value) = ArrayAndElement(call);
            return new(
                Equality.IsIn(
                    array,
                    value,
                    element,
                    "contains does not support arrays with elements that are null or contain null"),
                B);
        }),
        Scalar("array_position", call =>
        {
            call.Expect(2, 3);
            const string Refusal = "array_position does not support arrays with elements that are null or contain null";
            var (array, element, value) = ArrayAndElement(call);
            if (call.Count == 3) { return new(Instance(array, value, element, call.As(2, L), Refusal), L); }
            var (list, one) = Equality.IsPlain(element)
                ? (array, value)
                : (Equality.Matches(array, value, element, Refusal), "true");
            DuckSql position = $"CAST(coalesce(list_position({list}, {one}), 0) AS BIGINT)";
            return new($"CASE WHEN {array} IS NOT NULL AND {value} IS NOT NULL THEN {position} END", L);
        }),
        Scalar("array_remove", call =>
        {
            var (array, element, value) = ArrayAndElement(call);
            const string Refusal = "array_remove does not support arrays with elements that are null or contain null";
            var others = DuckSql.Lambda(one => $"NOT coalesce({Equality.Known(one, value, element, Refusal)}, false)");
            return new($"CASE WHEN {value} IS NOT NULL THEN list_filter({array}, {others}) END", TrinoType.Array(element));
        }),
        Scalar("array_distinct", call => ArrayFunction(call, array => DistinctList(array, ElementOf(call[0].Type)))),
        Scalar("array_sort", call =>
        {
            call.Expect(1, 2);
            if (call.Count == 2) { return SortByComparator(call); }
            return call[0].Type is TrinoType.ArrayType { Element.IsOrderable: true }
                ? ArrayFunction(call, array => $"list_sort({array}, 'ASC', 'NULLS LAST')")
                : throw call.Unexpected();
        }),
        Scalar("array_max", call => ArrayExtreme(call, "list_max")),
        Scalar("array_min", call => ArrayExtreme(call, "list_min")),
        Scalar("array_join", call =>
        {
            call.Expect(2, 3);
            var element = new DuckParameter();
            if (call[0].Type is not TrinoType.ArrayType type || Conversion.TryCast(new(element, type.Element), V) is not { } text)
            {
                throw call.Unexpected();
            }
            DuckSql shown = call.Count == 3 ? $"coalesce({text.Sql}, {call.Text(2)})" : text.Sql;
            DuckSql joined = $"{LocalFunctions.Join}(list_transform({call[0].Sql}, {new DuckLambda([element], shown)}), {call.Text(1)})";
            return new(call.Count == 3 ? (DuckSql)$"CASE WHEN {call.Text(2)} IS NOT NULL THEN {joined} END" : joined, V);
        }),
        Scalar("array_union", call => TwoArrays(call, (a, b, element) => DistinctList($"list_concat({a}, {b})", element))),
        Scalar("array_intersect", call => TwoArrays(call, (a, b, element) => DistinctList(Among(a, b, "> 0", element), element))),
        Scalar("array_except", call => TwoArrays(call, (a, b, element) => DistinctList(Among(a, b, "= 0", element), element))),
        Scalar("arrays_overlap", call =>
        {
            var type = TwoArrayType(call);
            return new(
                ExpressionTranslator.Named([call.As(0, type), call.As(1, type)], names => Overlap(names[0], names[1], type.Element)),
                B);
        }),
        Scalar("slice", call =>
        {
            call.Expect(3, 3);
            if (call[0].Type is not TrinoType.ArrayType) { throw call.Unexpected(); }
            return new(
                ExpressionTranslator.Named(
                    [call[0].Sql, $"{LocalFunctions.CheckSlice}({call.As(1, L)}, {call.As(2, L)})", call.As(2, L)],
                    names => Slice(names[0], names[1], names[2])),
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
            var value = call[0].Sql;
            return new(
                $"list_transform(range({LocalFunctions.CheckRepeat}({call.As(1, L)})), {DuckSql.Lambda(_ => value)})",
                TrinoType.Array(call[0].Type));
        }),
        Scalar("sequence", Sequence),
        Scalar("zip", call =>
        {
            call.Expect(2, 5);
            var types = call.Arguments.Select(argument => argument.Type as TrinoType.ArrayType ?? throw call.Unexpected()).ToArray();
            var row = new TrinoType.RowType([.. types.Select(type => new RowField(null, type.Element))]);
            var arrays = call.Arguments.Select(argument => argument.Sql).ToArray();
            var rows = DuckSql.Lambda(i =>
                $"struct_pack({DuckSql.Join(", ", arrays.Select((array, n) => (DuckSql)$"{row.FieldName(n)} := {array}[{i}]"))})");
            return new(
                $"CASE WHEN {ExpressionTranslator.AllPresent(arrays)} THEN list_transform({Indexes(arrays)}, {rows}) END",
                TrinoType.Array(row));
        }),
        Scalar("zip_with", call =>
        {
            call.Expect(3, 3);
            if (call[0].Type is not TrinoType.ArrayType left || call[1].Type is not TrinoType.ArrayType right) { throw call.Unexpected(); }
            var i = new DuckParameter();
            var body = call.Apply(2, new($"{call[0].Sql}[{i}]", left.Element), new($"{call[1].Sql}[{i}]", right.Element));
            DuckSql[] arrays = [call[0].Sql, call[1].Sql];
            DuckSql zipped = $"list_transform({Indexes(arrays)}, {new DuckLambda([i], body.Sql)})";
            return new($"CASE WHEN {ExpressionTranslator.AllPresent(arrays)} THEN {zipped} END", TrinoType.Array(body.Type));
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
            return new($"list_filter({call[0].Sql}, {call.Condition(1, array.Element)})", array);
        }),
        Scalar("any_match", call => Match(call, "true", "true", "false")),
        Scalar("all_match", call => Match(call, "false", "false", "true")),
        Scalar("none_match", call => Match(call, "true", "false", "true")),
        Scalar("reduce", Reduce),
        Scalar("trim_array", call =>
        {
            call.Expect(2, 2);
            return ArrayFunction(call, array =>
            {
                DuckSql count = $"{LocalFunctions.CheckTrim}({call.As(1, L)}, CAST(len({array}) AS BIGINT))";
                return $"list_slice({array}, 1, len({array}) - {count})";
            });
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
            if (call[0].Type is not TrinoType.ArrayType keys || call[1].Type is not TrinoType.ArrayType values) { throw call.Unexpected(); }
            DuckSql map = $"map({Equality.Determinate(call[0].Sql, keys.Element, "map key cannot be indeterminate")}, {call[1].Sql})";
            return new(
                $"CASE WHEN {LocalFunctions.CheckKeys}(CAST(len({call[0].Sql}) AS BIGINT), CAST(len({call[1].Sql}) AS BIGINT)) "
                + $"THEN {map} END",
                TrinoType.Map(keys.Element, values.Element));
        }),
        Scalar("map_from_entries", call =>
            call[0].Type is TrinoType.ArrayType { Element: TrinoType.RowType { Fields: [var key, var value] } }
            ? new($"map_from_entries({call[0].Sql})", TrinoType.Map(key.Type, value.Type))
            : throw call.Unexpected()),
        Scalar("map_entries", call =>
        {
            var map = MapType(call, 0);
            var row = new TrinoType.RowType([new(null, map.Key), new(null, map.Value)]);
            var pair = DuckSql.Lambda(entry => $"struct_pack(field0 := {entry}.\"key\", field1 := {entry}.\"value\")");
            return new($"list_transform(map_entries({call[0].Sql}), {pair})", TrinoType.Array(row));
        }),
        Scalar("map_keys", call => new($"map_keys({call[0].Sql})", TrinoType.Array(MapType(call, 0).Key))),
        Scalar("map_values", call => new($"map_values({call[0].Sql})", TrinoType.Array(MapType(call, 0).Value))),
        Scalar("map_concat", call =>
        {
            call.Expect(2, int.MaxValue);
            var type = call.Common(0) as TrinoType.MapType ?? throw call.Unexpected();
            var maps = Enumerable.Range(0, call.Count).Select(i => call.As(i, type)).ToArray();
            return new(
                ExpressionTranslator.Named(
                    maps,
                    names => $"CASE WHEN {ExpressionTranslator.AllPresent(names)} THEN map_concat({DuckSql.Join(", ", names)}) END"),
                type);
        }),
        Scalar("map_filter", call =>
        {
            var map = MapType(call, 0);
            var (entry, body) = EntryBody(call, map);
            if (Conversion.TryCoerce(body, B) is not { } condition) { throw call.Unexpected(); }
            return new($"map_from_entries(list_filter(map_entries({call[0].Sql}), {new DuckLambda([entry], condition.Sql)}))", map);
        }),
        Scalar("transform_values", call =>
        {
            var map = MapType(call, 0);
            var (entry, body) = EntryBody(call, map);
            DuckSql pair = $"struct_pack(\"key\" := {entry}.\"key\", \"value\" := {body.Sql})";
            return new(
                $"map_from_entries(list_transform(map_entries({call[0].Sql}), {new DuckLambda([entry], pair)}))",
                TrinoType.Map(map.Key, body.Type));
        }),
        Scalar("transform_keys", call =>
        {
            var map = MapType(call, 0);
            var (entry, body) = EntryBody(call, map);
            DuckSql pair = $"struct_pack(\"key\" := {body.Sql}, \"value\" := {entry}.\"value\")";
            return new(
                $"map_from_entries(list_transform(map_entries({call[0].Sql}), {new DuckLambda([entry], pair)}))",
                TrinoType.Map(body.Type, map.Value));
        }),
    ];

    // A lambda of key and value, for DuckDB's entries.
    static (DuckParameter Entry, Typed Body) EntryBody(CallSite call, TrinoType.MapType map)
    {
        var entry = new DuckParameter();
        return (entry, call.Apply(1, new($"{entry}.\"key\"", map.Key), new($"{entry}.\"value\"", map.Value)));
    }

    static TrinoType.MapType MapType(CallSite call, int argument) => call[argument].Type as TrinoType.MapType ?? throw call.Unexpected();

    static TrinoType.ArrayType LambdaArray(CallSite call)
    {
        call.Expect(2, 2);
        return call[0].Type as TrinoType.ArrayType ?? throw call.Unexpected();
    }

    // The result with a match, and the result without a match and without NULLs.
    static Typed Match(CallSite call, string value, string found, string missing)
    {
        var array = LambdaArray(call);
        return new(
            DuckSql.Let($"list_transform({call[0].Sql}, {call.Condition(1, array.Element)})", matches =>
                $"CASE WHEN list_contains({matches}, {value}) THEN {found} WHEN {HasNull(matches)} THEN NULL "
                + $"WHEN {matches} IS NOT NULL THEN {missing} END"),
            B);
    }

    // The position of the n-th element that equals the value, from the end if n is negative; zero if there is none.
    static DuckSql Instance(DuckSql array, DuckSql value, TrinoType element, DuckSql instance, string refusal)
    {
        var place = DuckSql.Lambda((one, i) => $"CASE WHEN {Equality.Known(one, value, element, refusal)} THEN CAST({i} AS BIGINT) END");
        DuckSql places = $"list_filter(list_transform({array}, {place}), {DuckSql.Lambda(i => $"{i} IS NOT NULL")})";
        return $"CASE WHEN {array} IS NOT NULL AND {value} IS NOT NULL AND {instance} IS NOT NULL "
            + $"THEN coalesce({places}[{LocalFunctions.CheckIndex}({instance})], 0) END";
    }

    static DuckSql HasNull(DuckSql array) => $"len(list_filter({array}, {DuckSql.Lambda(one => $"{one} IS NULL")})) > 0";

    // The elements of one array that are, or are not, in the other.
    static DuckSql Among(DuckSql array, DuckSql others, string times, TrinoType element) =>
        $"list_filter({array}, {DuckSql.Lambda(one =>
            $"len(list_filter({others}, {DuckSql.Lambda(other => IsSame(other, one, element))})) {times}")})";

    static DuckSql IsSame(DuckSql one, DuckSql other, TrinoType type) =>
        $"{Equality.Canonical(new(one, type))} IS NOT DISTINCT FROM {Equality.Canonical(new(other, type))}";

    static TrinoType ElementOf(TrinoType array) => ((TrinoType.ArrayType)array).Element;

    static DuckSql Overlap(DuckSql a, DuckSql b, TrinoType element)
    {
        DuckSql has = DuckSql.Lambda(one => Equality.IsIn(b, one, element));
        return DuckSql.Let($"list_transform({a}, {has})", found =>
            $"CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL WHEN list_contains({found}, true) THEN true "
            + $"WHEN len({a}) > 0 AND len({b}) > 0 AND {HasNull($"list_concat({a}, {b})")} OR {HasNull(found)} AND len({b}) > 0 THEN NULL "
            + $"ELSE false END");
    }

    static DuckSql Slice(DuckSql array, DuckSql start, DuckSql length) =>
        $"CASE WHEN {start} IS NULL OR {length} IS NULL THEN NULL "
        + $"WHEN {start} > 0 THEN list_slice({array}, {start}, {start} + {length} - 1) WHEN -{start} <= len({array}) THEN "
        + $"list_slice({array}, len({array}) + {start} + 1, len({array}) + {start} + {length}) WHEN {array} IS NOT NULL THEN "
        + $"list_slice({array}, 2, 1) END";

    static DuckSql Indexes(IReadOnlyList<DuckSql> arrays) =>
        $"range(1, greatest({DuckSql.Join(", ", arrays.Select(array => (DuckSql)$"len({array})"))}) + 1)";

    // contains('10.0.0.0/8', IPADDRESS '10.1.2.3'): the same name as for arrays.
    static Typed? ContainsAddress(CallSite call) =>
        call is { Count: 2 } && call[0].Type.IsText && call[1].Type is TrinoType.IpAddressType
            ? new($"{LocalFunctions.IpContains}({call.Text(0)}, {call[1].Sql})", B)
            : null;

    static (DuckSql Array, TrinoType Element, DuckSql Value) ArrayAndElement(CallSite call)
    {
        call.Expect(2, 3);
        if (call[0].Type is not TrinoType.ArrayType array || TypeRules.CommonType(array.Element, call[1].Type) is not { } element)
        {
            throw call.Unexpected();
        }
        return (call.As(0, TrinoType.Array(element)), element, call.As(1, element));
    }

    static Typed ArrayFunction(CallSite call, Func<DuckSql, DuckSql> translate) =>
        call[0].Type is TrinoType.ArrayType ? new(translate(call[0].Sql), call[0].Type) : throw call.Unexpected();

    static Typed ArrayExtreme(CallSite call, string function)
    {
        call.Expect(1, 1);
        if (call[0].Type is not TrinoType.ArrayType { Element.IsOrderable: true } type) { throw call.Unexpected(); }
        var list = call[0].Sql;
        DuckSql extreme = type.Element is TrinoType.DoubleType or TrinoType.RealType
            ? (DuckSql)$"coalesce({function}(list_filter({list}, {DuckSql.Lambda(one => $"NOT isnan({one})")})), {list}[1])"
            : $"{function}({list})";
        return new($"CASE WHEN NOT {HasNull(list)} THEN {extreme} END", type.Element);
    }

    static TrinoType.ArrayType TwoArrayType(CallSite call)
    {
        call.Expect(2, 2);
        return call.Common(0) is TrinoType.ArrayType type ? type : throw call.Unexpected();
    }

    static Typed TwoArrays(CallSite call, Func<DuckSql, DuckSql, TrinoType, DuckSql> translate)
    {
        var type = TwoArrayType(call);
        return new(
            ExpressionTranslator.Named(
                [call.As(0, type), call.As(1, type)],
                names => $"CASE WHEN {ExpressionTranslator.AllPresent(names)} THEN {translate(names[0], names[1], type.Element)} END"),
            type);
    }

    // In order of first appearance, with one NULL, as in Athena; list_distinct does neither.
    static DuckSql DistinctList(DuckSql list, TrinoType element) => DuckSql.Let(list, all =>
        $"list_filter({all}, {DuckSql.Lambda((one, i) => $"{i} = list_position({Matches(all, one, element)}, true)")})");

    static DuckSql Matches(DuckSql list, DuckSql value, TrinoType element) =>
        $"list_transform({list}, {DuckSql.Lambda(one => IsSame(one, value, element))})";

    static Typed Sequence(CallSite call)
    {
        call.Expect(2, 3);
        if (TypeRules.CanCoerce(call[0].Type, L))
        {
            var (start, stop) = (call.As(0, L), call.As(1, L));
            DuckSql step = call.Count == 3
                ? call.As(2, L)
                : (DuckSql)$"CASE WHEN {start} <= {stop} THEN CAST(1 AS BIGINT) ELSE CAST(-1 AS BIGINT) END";
            return new(
                $"generate_series({start}, {stop}, {LocalFunctions.CheckSequence}({start}, {stop}, {step}))",
                TrinoType.Array(L));
        }
        var type = call[0].Type is TrinoType.DateType or TrinoType.TimestampType ? call[0].Type : throw call.Unexpected();
        var isMonths = call.Count == 3 && call[2].Type is TrinoType.IntervalYearMonthType;
        if (call.Count == 3 && !isMonths && call[2].Type is not TrinoType.IntervalDaySecondType) { throw call.Unexpected(); }
        var isDays = call.Count == 3 && !isMonths && type is TrinoType.DateType;
        if (call.Count == 2 && type is not TrinoType.DateType) { throw call.Unexpected(); }
        return new(
            ExpressionTranslator.Named(
                [$"CAST({call[0].Sql} AS TIMESTAMP)", $"CAST({call.As(1, type)} AS TIMESTAMP)"],
                ends => Moments(
                    ends[0],
                    ends[1],
                    isDays ? WholeDays(call[2].Sql) : call.Count == 3 ? call[2].Sql : Towards(ends[0], ends[1]),
                    isMonths,
                    type)),
            TrinoType.Array(type));
    }

    // Fails for an interval with hours.
    static DuckSql WholeDays(DuckSql interval) =>
        $"to_days({LocalFunctions.DateFromInterval}(CAST(epoch_us({interval}) AS BIGINT)))";

    static DuckSql Towards(DuckSql from, DuckSql to) => $"CASE WHEN {from} <= {to} THEN to_days(1) ELSE to_days(-1) END";

    static DuckSql Moments(DuckSql from, DuckSql to, DuckSql step, bool isMonths, TrinoType type)
    {
        if (isMonths) { return $"CAST({ByMonths(from, to, step)} AS {type.DuckDb}[])"; }
        DuckSql micros = $"{LocalFunctions.CheckSequence}(epoch_us({from}), epoch_us({to}), CAST(epoch_us({step}) AS BIGINT))";
        return $"CAST(generate_series({from}, {to}, to_microseconds({micros})) AS {type.DuckDb}[])";
    }

    // Each value is computed from the first: 31 January, 28 February, 31 March.
    static DuckSql ByMonths(DuckSql from, DuckSql to, DuckSql step)
    {
        var (first, last) = (Months(from), Months(to));
        return DuckSql.Let($"{LocalFunctions.CheckSequence}({first}, {last}, {Months(step)})", by =>
        {
            var moment = DuckSql.Lambda(i => $"({from} + to_months(CAST({i} * {by} AS INTEGER)))");
            var within = DuckSql.Lambda(one => $"CASE WHEN {by} > 0 THEN {one} <= {to} ELSE {one} >= {to} END");
            return $"list_filter(list_transform(generate_series(0, ({last} - {first}) // {by}), {moment}), {within})";
        });
    }

    static DuckSql Months(DuckSql moment) => $"CAST(date_part('year', {moment}) * 12 + date_part('month', {moment}) AS BIGINT)";
}
