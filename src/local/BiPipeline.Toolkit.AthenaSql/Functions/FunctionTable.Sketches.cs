using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    // A sketch is the list of its values: its answers are exact.
    static IEnumerable<FunctionEntry> Sketches() =>
    [
        Aggregate("approx_set", call =>
        {
            call.Expect(1, 2);
            var text = Conversion.ToText(call[0])
                ?? (call[0].Type is TrinoType.UnknownType ? "CAST(NULL AS VARCHAR)" : throw call.Unexpected());
            var isValue = DuckSql.Lambda(one => $"{one} IS NOT NULL");
            return new($"list_filter(list(DISTINCT {text}){call.Suffix}, {isValue})", TrinoType.HyperLogLog);
        }),
        Aggregate("merge", call =>
            Single(call).Type is TrinoType.HyperLogLogType
                ? new($"list_distinct(flatten({call.Aggregate("list", call[0].Sql)}))", TrinoType.HyperLogLog)
                : throw call.Unexpected()),
        Scalar("empty_approx_set", new Overload(TrinoType.HyperLogLog, "CAST([] AS VARCHAR[])")),
        Aggregate("approx_most_frequent", call =>
        {
            call.Expect(3, 3);
            var type = call[1].Type.IsText ? V : L;
            var counts = call.Aggregate("histogram", call.As(1, type));
            var counted = DuckSql.Lambda(one => $"struct_pack(n_ := {one}.\"value\", k_ := {one}.\"key\")");
            var entry = DuckSql.Lambda(one => $"struct_pack(\"key\" := {one}.k_, \"value\" := CAST({one}.n_ AS BIGINT))");
            return new(
                $"map_from_entries(list_transform(list_slice(list_reverse_sort(list_transform(map_entries({counts}), {counted})), 1, "
                + $"{call.As(0, L)}), {entry}))",
                TrinoType.Map(type, L));
        }),
        Aggregate("map_union", call =>
        {
            var type = Single(call).Type as TrinoType.MapType ?? throw call.Unexpected();
            var entries = DuckSql.Lambda(one => $"map_entries({one})");
            return new(
                DuckSql.Let($"flatten(list_transform({call.Aggregate("list", call[0].Sql)}, {entries}))", pairs =>
                    DuckSql.Let($"list_transform({pairs}, {DuckSql.Lambda(pair => $"{pair}.\"key\"")})", keys =>
                        $"map_from_entries(list_filter({pairs}, "
                        + $"{DuckSql.Lambda((pair, i) => $"{i} = list_position({keys}, {pair}.\"key\")")}))")),
                type);
        }),
        Aggregate("reduce_agg", ReduceRows),
    ];
}
