using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static IEnumerable<FunctionEntry> Aggregates() =>
    [
        Aggregate(
            "count",
            call =>
                call.Node.Star || call.Count == 0
                    ? new($"count(*){call.Suffix}", L)
                    : new(call.Aggregate("count", call.Node.Distinct ? Equality.Canonical(Single(call)) : Single(call).Sql), L)),
        Aggregate("count_if", call => new($"CAST(coalesce({call.Aggregate("count_if", call.As(0, B))}, 0) AS BIGINT)", L)),
        Aggregate("sum", Sum),
        Aggregate("avg", Average),
        Aggregate("min", call => Extreme(call, "min", "arg_min")),
        Aggregate("max", call => Extreme(call, "max", "arg_max")),
        Aggregate("min_by", call => By(call, "arg_min_null", "arg_min")),
        Aggregate("max_by", call => By(call, "arg_max_null", "arg_max")),
        .. Aggregate("arbitrary", call => new(call.Aggregate("any_value", Single(call).Sql), call[0].Type)).Alias("any_value"),
        .. Aggregate("bool_and", call => new(call.Aggregate("bool_and", call.As(0, B)), B)).Alias("every"),
        Aggregate("bool_or", call => new(call.Aggregate("bool_or", call.As(0, B)), B)),
        Aggregate("array_agg", call => new(call.Aggregate("list", Single(call).Sql), TrinoType.Array(call[0].Type))),
        Aggregate("listagg", call =>
        {
            call.Expect(1, 3);
            if (call.Count < 3) { return new(call.Aggregate("string_agg", call.Text(0), call.Count == 2 ? call.Text(1) : "''"), V); }
            var counts = call.Node.Form == "LISTAGG WITH COUNT" ? "true" : "false";
            DuckSql texts = call.Aggregate("list", call.Text(0));
            return new(
                DuckSql.Let($"list_filter({texts}, {DuckSql.Lambda(one => $"{one} IS NOT NULL")})", all =>
                    $"CASE WHEN len({all}) > 0 THEN {LocalFunctions.JoinTruncated}({all}, {call.Text(1)}, {call.Text(2)}, {counts}) END"),
                V);
        }),
        // Exact answers are within the error of the approximate functions.
        Aggregate("approx_distinct", call =>
        {
            call.Expect(1, 2);
            if (call.Count == 2) { CheckLiteral(call, 1, 0.0040625, 0.26, "standard error"); }
            return new($"count(DISTINCT {Equality.Canonical(call[0])}){call.Suffix}", L);
        }),
        Aggregate("approx_percentile", ApproximatePercentile),
        Aggregate("histogram", call =>
        {
            var type = TrinoType.Map(Single(call).Type, L);
            return new($"CAST({call.Aggregate("histogram", call[0].Sql)} AS {type.DuckDb})", type);
        }),
        Aggregate("map_agg", call =>
        {
            call.Expect(2, 2);
            return new(
                DuckSql.Let(Pairs(call), pairs => DuckSql.Let(Keys(pairs), keys =>
                    $"CASE WHEN len({pairs}) > 0 THEN map_from_entries("
                    + $"list_filter({pairs}, {DuckSql.Lambda((pair, i) => $"{i} = list_position({keys}, {pair}.k_)")})) END")),
                TrinoType.Map(call[0].Type, call[1].Type));
        }),
        Aggregate("multimap_agg", call =>
        {
            call.Expect(2, 2);
            return new(
                DuckSql.Let(Pairs(call), pairs =>
                    $"map_from_entries(list_transform({DistinctList(Keys(pairs), call[0].Type)}, {Entry(pairs)}))"),
                TrinoType.Map(call[0].Type, TrinoType.Array(call[1].Type)));
        }),
        .. Floating("stddev", "stddev_samp").Alias("stddev_samp"),
        Floating("stddev_pop", "stddev_pop"),
        .. Floating("variance", "var_samp").Alias("var_samp"),
        Floating("var_pop", "var_pop"),
        Floating("skewness", "skewness"),
        Floating("kurtosis", "kurtosis"),
        Aggregate("geometric_mean", call =>
            Narrow(call, new($"exp({call.Aggregate("avg", (DuckSql)$"{LocalFunctions.MathPrefix}ln({call.As(0, D)})")})", D))),
        .. ((string[])["corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept"]).Select(name =>
            Aggregate(name, call =>
            {
                call.Expect(2, 2);
                // Of one row, or of a constant, there is none; DuckDB says NaN.
                return Narrow(call, new(
                    DuckSql.Let(
                        call.Aggregate(name, call.As(0, D), call.As(1, D)),
                        value => $"CASE WHEN NOT isnan({value}) THEN {value} END"),
                    D));
            })),
        Aggregate("bitwise_and_agg", call => new(call.Aggregate("bit_and", call.As(0, L)), L)),
        Aggregate("bitwise_xor_agg", call => new(call.Aggregate("bit_xor", call.As(0, L)), L)),
        Aggregate("bitwise_or_agg", call => new(call.Aggregate("bit_or", call.As(0, L)), L)),
    ];

    static IEnumerable<FunctionEntry> Windows() =>
    [
        .. ((string[])["row_number", "rank", "dense_rank"]).Select(name => Window(name, call => new($"{name}(){call.Suffix}", L))),
        .. ((string[])["percent_rank", "cume_dist"]).Select(name => Window(name, call => new($"{name}(){call.Suffix}", D))),
        Window("ntile", call => new($"CAST(ntile({call.As(0, L)}){call.Suffix} AS BIGINT)", L)),
        Window("first_value", call => new(call.Aggregate("first_value", Single(call).Sql), call[0].Type)),
        Window("last_value", call => new(call.Aggregate("last_value", Single(call).Sql), call[0].Type)),
        Window("nth_value", call =>
        {
            DuckSql offset = $"{LocalFunctions.CheckOffset}({call.As(1, L)}, CAST(1 AS BIGINT))";
            return new(call.Aggregate("nth_value", call[0].Sql, Checked(call, 1, 1, offset)), call[0].Type);
        }),
        Window("lag", call => Neighbour(call, "lag")),
        Window("lead", call => Neighbour(call, "lead")),
    ];

    // A literal is checked here, which keeps it one for DuckDB.
    static DuckSql Checked(CallSite call, int argument, long least, DuckSql check) =>
        call.Node.Arguments[argument] is Sql.Expression.IntegerLiteral literal
            && long.Parse(literal.Digits, NumberStyles.None, CultureInfo.InvariantCulture) >= least
            ? call.As(argument, L)
            : check;

    static Typed Single(CallSite call)
    {
        call.Expect(1, 1);
        return call[0];
    }

    static FunctionEntry Floating(string name, string function) => Aggregate(name, call =>
    {
        call.Expect(1, 1);
        return new(call.Aggregate(function, call.As(0, D)), D);
    });

    static Typed Sum(CallSite call)
    {
        var value = Single(call);
        return value.Type switch
        {
            TrinoType.IntegerType => new($"CAST({call.Aggregate("sum", value.Sql)} AS BIGINT)", L),
            TrinoType.DecimalType type =>
                new(call.Aggregate("sum", value.Sql), TrinoType.Decimal(TrinoType.DecimalType.MaxPrecision, type.Scale)),
            TrinoType.RealType => new($"CAST({call.Aggregate("sum", value.Sql)} AS FLOAT)", TrinoType.Real),
            TrinoType.DoubleType => new(call.Aggregate("sum", value.Sql), D),
            TrinoType.IntervalDaySecondType =>
                new($"to_microseconds(CAST({call.Aggregate("sum", (DuckSql)$"epoch_us({value.Sql})")} AS BIGINT))", value.Type),
            TrinoType.IntervalYearMonthType => new($"to_months(CAST({call.Aggregate("sum", Months(value))} AS INTEGER))", value.Type),
            _ => throw call.Unexpected(),
        };
    }

    static DuckSql Months(Typed interval) => $"date_part('year', {interval.Sql}) * 12 + date_part('month', {interval.Sql})";

    // avg(decimal(p,s)) is a decimal(p,s) in Athena and a double in DuckDB.
    static Typed Average(CallSite call)
    {
        var value = Single(call);
        switch (value.Type)
        {
            case TrinoType.DecimalType type:
                var (sum, count) = (call.Aggregate("sum", value.Sql), call.Aggregate("count", value.Sql));
                return new(DecimalFunctions.Divide(sum, type.Scale, count, 0, type), type);
            case TrinoType.RealType:
                return new($"CAST({call.Aggregate("avg", value.Sql)} AS FLOAT)", TrinoType.Real);
            case TrinoType.IntervalDaySecondType:
                return new($"to_microseconds(CAST({call.Aggregate("avg", (DuckSql)$"epoch_us({value.Sql})")} AS BIGINT))", value.Type);
            case TrinoType.IntervalYearMonthType:
                return new($"to_months(CAST(round({call.Aggregate("avg", Months(value))}) AS INTEGER))", value.Type);
            default:
                return new(call.Aggregate("avg", call.As(0, D)), D);
        }
    }

    static Typed Extreme(CallSite call, string function, string nth)
    {
        call.Expect(1, 2);
        if (!call[0].Type.IsOrderable) { throw call.Unexpected(); }
        if (call.Count == 1 && call[0].Type is TrinoType.DoubleType or TrinoType.RealType)
        {
            // DuckDB takes NaN as the largest number; in Athena another number is greater and smaller than it.
            return new(
                $"coalesce({call.Aggregate(function, NotNaN(call[0].Sql))}, {call.Aggregate("any_value", call[0].Sql)})",
                call[0].Type);
        }
        return call.Count == 1
            ? new(call.Aggregate(function, call[0].Sql), call[0].Type)
            : new(call.Aggregate(nth, call[0].Sql, call[0].Sql, Most(call, 1)), TrinoType.Array(call[0].Type));
    }

    // The number of values that max, min, max_by and min_by collect.
    static DuckSql Most(CallSite call, int argument)
    {
        CheckLiteral(call, argument, 1, 10_000, $"number of values of {call.Name}");
        return call.As(argument, L);
    }

    static void CheckLiteral(CallSite call, int argument, double least, double most, string name)
    {
        var digits = call.Node.Arguments[argument] switch
        {
            Sql.Expression.IntegerLiteral node => node.Digits,
            Sql.Expression.DecimalLiteral node => node.Digits,
            Sql.Expression.DoubleLiteral node => node.Digits,
            _ => null,
        };
        if (digits is not null
            && double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) is var value
            && (value < least || value > most))
        {
            throw call.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"The {name} must be in the range [{least}, {most}]: {digits}"));
        }
    }

    static Typed By(CallSite call, string one, string several)
    {
        call.Expect(2, 3);
        if (!call[1].Type.IsOrderable) { throw call.Unexpected(); }
        var last = one.Contains("max", StringComparison.Ordinal) ? "'-Infinity'" : "'Infinity'";
        var key = call[1].Type switch
        {
            // NaN is chosen only if there is no other number.
            TrinoType.DoubleType or TrinoType.RealType => (DuckSql)$"CASE WHEN isnan({call[1].Sql}) THEN {last} ELSE {call[1].Sql} END",
            TrinoType.TimestampTzType => $"({call[1].Sql}).t",
            _ => call[1].Sql,
        };
        return call.Count == 2
            ? new(call.Aggregate(one, call[0].Sql, key), call[0].Type)
            : new(
                // In a struct, so that a NULL is kept.
                $"list_transform({call.Aggregate(several, (DuckSql)$"struct_pack(v_ := {call[0].Sql})", key, Most(call, 2))}, "
                + $"{DuckSql.Lambda(one => $"{one}.v_")})",
                TrinoType.Array(call[0].Type));
    }

    // The result of reals is a real.
    static Typed Narrow(CallSite call, Typed value) =>
        call.Arguments.All(argument => argument.Type is TrinoType.RealType)
            ? new($"CAST({value.Sql} AS FLOAT)", TrinoType.Real)
            : value;

    static Typed ApproximatePercentile(CallSite call)
    {
        call.Expect(2, 4);
        // The third number of (value, percentage, accuracy) is a double, and the second of (value, weight, percentage) is not.
        if (call.Count == 4 || (call.Count == 3 && call[1].Type is TrinoType.IntegerType)) { return WeightedPercentile(call); }
        var value = call[0].Type is TrinoType.IntegerType or TrinoType.RealType or TrinoType.DoubleType ? call[0] : new(call.As(0, D), D);
        if (value.Type is TrinoType.IntegerType) { value = Conversion.Coerce(value, L); }
        return call[1].Type is TrinoType.ArrayType
            ? new($"quantile_disc({value.Sql}, {call.As(1, TrinoType.Array(D))}){call.Suffix}", TrinoType.Array(value.Type))
            : new($"quantile_disc({value.Sql}, {call.As(1, D)}){call.Suffix}", value.Type);
    }

    // The first value whose weight with those before it reaches the part of the sum.
    static Typed WeightedPercentile(CallSite call)
    {
        var type = call[0].Type is TrinoType.IntegerType ? L : call[0].Type is TrinoType.RealType ? TrinoType.Real : D;
        DuckSql pair = $"struct_pack(v_ := {call.As(0, type)}, w_ := {call.As(1, D)})";
        DuckSql rows = $"list_sort(list_filter(list({pair}){call.Suffix}, {DuckSql.Lambda(one => $"{one}.v_ IS NOT NULL")}))";
        var sql = DuckSql.Let(rows, all => DuckSql.Let($"list_transform({all}, {DuckSql.Lambda(one => $"{one}.w_")})", weights =>
        {
            DuckSql At(DuckSql part)
            {
                var reaches = DuckSql.Lambda(i => $"list_sum(list_slice({weights}, 1, {i})) >= {part} * list_sum({weights})");
                return $"{all}[list_filter(range(1, len({all}) + 1), {reaches})[1]].v_";
            }
            return call[2].Type is TrinoType.ArrayType
                ? (DuckSql)$"list_transform({call.As(2, TrinoType.Array(D))}, {DuckSql.Lambda(At)})"
                : At(call.As(2, D));
        }));
        return new(sql, call[2].Type is TrinoType.ArrayType ? TrinoType.Array(type) : type);
    }

    static DuckSql Pairs(CallSite call)
    {
        var pairs = call.Aggregate("list", (DuckSql)$"struct_pack(k_ := {call[0].Sql}, v_ := {call[1].Sql})");
        return $"list_filter({pairs}, {DuckSql.Lambda(pair => $"{pair}.k_ IS NOT NULL")})";
    }

    static DuckSql Keys(DuckSql pairs) => $"list_transform({pairs}, {DuckSql.Lambda(pair => $"{pair}.k_")})";

    // A key with all its values.
    static DuckSql Entry(DuckSql pairs) => DuckSql.Lambda(key =>
    {
        DuckSql same = $"list_filter({pairs}, {DuckSql.Lambda(pair => $"{pair}.k_ = {key}")})";
        return $"struct_pack(\"key\" := {key}, \"value\" := list_transform({same}, {DuckSql.Lambda(pair => $"{pair}.v_")}))";
    });

    static Typed Neighbour(CallSite call, string function)
    {
        call.Expect(1, 3);
        var type = call.Count == 3 ? TypeRules.CommonType(call[0].Type, call[2].Type) ?? throw call.Unexpected() : call[0].Type;
        List<DuckSql> arguments = [call.As(0, type)];
        if (call.Count > 1)
        {
            DuckSql offset = $"{LocalFunctions.CheckOffset}(coalesce({call.As(1, L)}, CAST(-1 AS BIGINT)), CAST(0 AS BIGINT))";
            arguments.Add(Checked(call, 1, 0, offset));
        }
        if (call.Count > 2) { arguments.Add(call.As(2, type)); }
        return new(call.Aggregate(function, [.. arguments]), type);
    }
}
