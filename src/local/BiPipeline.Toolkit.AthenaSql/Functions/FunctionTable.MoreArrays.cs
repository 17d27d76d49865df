using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static IEnumerable<FunctionEntry> MoreArrays() =>
    [
        Scalar("ngrams", call =>
        {
            call.Expect(2, 2);
            if (call[0].Type is not TrinoType.ArrayType) { throw call.Unexpected(); }
            DuckSql size = $"{LocalFunctions.CheckCount}({call.As(1, L)}, 'N must be positive')";
            var list = call[0].Sql;
            return new(
                DuckSql.Let(size, n => $"CASE WHEN {list} IS NOT NULL AND {n} IS NOT NULL THEN "
                    + $"list_transform(range(1, greatest(len({list}) - {n} + 2, 2)), "
                    + $"{DuckSql.Lambda(i => $"list_slice({list}, {i}, {i} + {n} - 1)")}) END"),
                TrinoType.Array(call[0].Type));
        }),
        Scalar("combinations", call =>
        {
            call.Expect(2, 2);
            if (call[0].Type is not TrinoType.ArrayType) { throw call.Unexpected(); }
            var (list, size) = (call[0].Sql, call.As(1, L));
            DuckSql empty = $"[list_slice({list}, 2, 1)]";
            return new(
                DuckSql.Let($"{LocalFunctions.Combinations}(CAST(len({list}) AS BIGINT), {size})", positions =>
                {
                    var choice = DuckSql.Lambda(i => $"list_transform(range(1, {size} + 1), {DuckSql.Lambda(j =>
                        $"{list}[CAST({positions}[{i} * {size} + {j}] AS BIGINT)]")})");
                    DuckSql count = $"len({positions}) // greatest({size}, 1)";
                    return $"CASE WHEN {size} = 0 THEN {empty} ELSE list_transform(range(0, {count}), {choice}) END";
                }),
                TrinoType.Array(call[0].Type));
        }),
        Scalar("contains_sequence", call =>
        {
            var type = TwoArrayType(call);
            return new(
                ExpressionTranslator.Named([call.As(0, type), call.As(1, type)], names => ContainsSequence(names[0], names[1])),
                B);
        }),
        Scalar("array_histogram", call =>
        {
            call.Expect(1, 1);
            if (call[0].Type is not TrinoType.ArrayType array) { throw call.Unexpected(); }
            var isValue = DuckSql.Lambda(one => $"{one} IS NOT NULL");
            return new(
                DuckSql.Let($"list_filter({call[0].Sql}, {isValue})", values =>
                {
                    var count = DuckSql.Lambda(one => $"struct_pack(\"key\" := {one}, \"value\" := "
                        + $"CAST(len(list_filter({values}, {DuckSql.Lambda(other => $"{other} = {one}")})) AS BIGINT))");
                    return $"map_from_entries(list_transform({DistinctList(values, array.Element)}, {count}))";
                }),
                TrinoType.Map(array.Element, L));
        }),
        Scalar("shuffle", call =>
        {
            call.Expect(1, 1);
            if (call[0].Type is not TrinoType.ArrayType) { throw call.Unexpected(); }
            DuckSql keyed = $"list_transform({call[0].Sql}, {DuckSql.Lambda(one => $"struct_pack(r_ := random(), v_ := {one})")})";
            return new($"list_transform(list_sort({keyed}), {DuckSql.Lambda(one => $"{one}.v_")})", call[0].Type);
        }),
        Scalar("map_zip_with", ZipMaps),
        Scalar("multimap_from_entries", call =>
        {
            call.Expect(1, 1);
            if (call[0].Type is not TrinoType.ArrayType { Element: TrinoType.RowType { Fields: [var key, var value] } row })
            {
                throw call.Unexpected();
            }
            var keys = DuckSql.Lambda(one => Conversion.RowFieldOf(one, row, 0).Sql);
            var values = DuckSql.Lambda(one => Conversion.RowFieldOf(one, row, 1).Sql);
            return new(
                DuckSql.Let($"list_transform({call[0].Sql}, {keys})", all =>
                    DuckSql.Let($"list_transform({call[0].Sql}, {values})", others =>
                        $"map_from_entries(list_transform({DistinctList(all, key.Type)}, {ValuesOf(all, others)}))")),
                TrinoType.Map(key.Type, TrinoType.Array(value.Type)));
        }),
        Scalar("cosine_similarity", call =>
        {
            var type = TrinoType.Map(V, D);
            call.Expect(2, 2);
            return new(ExpressionTranslator.Named([call.As(0, type), call.As(1, type)], names => Cosine(names[0], names[1])), D);
        }),
    ];

    static DuckSql ContainsSequence(DuckSql list, DuckSql part)
    {
        var isSame = DuckSql.Lambda(i => $"list_slice({list}, {i}, {i} + len({part}) - 1) IS NOT DISTINCT FROM {part}");
        return $"CASE WHEN {list} IS NOT NULL AND {part} IS NOT NULL THEN len({part}) = 0 OR "
            + $"len(list_filter(range(1, len({list}) - len({part}) + 2), {isSame})) > 0 END";
    }

    static DuckSql Cosine(DuckSql left, DuckSql right)
    {
        var product = DuckSql.Lambda(key => $"coalesce({left}[{key}] * {right}[{key}], 0)");
        return $"CASE WHEN cardinality({left}) > 0 AND cardinality({right}) > 0 THEN "
            + $"list_sum(list_transform(map_keys({left}), {product})) / ({Norm(left)} * {Norm(right)}) END";
    }

    static DuckSql Norm(DuckSql map) => $"sqrt(list_sum(list_transform(map_values({map}), {DuckSql.Lambda(one => $"{one} * {one}")})))";
}
