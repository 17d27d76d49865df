using System.Collections.Frozen;
using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

/// <summary>
/// The functions of Athena that LocalAthena supports. Other functions are refused: DuckDB never receives an unknown name.
/// </summary>
static partial class FunctionTable
{
    static readonly FrozenDictionary<string, FunctionEntry> Entries = All().ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>All functions, in no particular order.</summary>
    internal static IReadOnlyList<FunctionEntry> Known => Entries.Values;

    /// <summary>The functions for a translation.</summary>
    internal static IFunctionCatalog Catalog { get; } = new Entrance();

    static FunctionEntry? Find(string name) => Entries.GetValueOrDefault(name);

    static bool IsKnownToAthena(string name) =>
        OnlyInAthena.Contains(name) || name.StartsWith("st_", StringComparison.Ordinal);

    static IEnumerable<FunctionEntry> All() =>
        [
            .. Conditional(),
            .. Text(),
            .. Regex(),
            .. Url(),
            .. Mathematics(),
            .. DateTime(),
            .. Json(),
            .. Arrays(),
            .. Maps(),
            .. Binary(),
            .. Aggregates(),
            .. Windows(),
        ];

    static FunctionEntry Scalar(string name, params Overload[] overloads) => new(name, FunctionKind.Scalar, call => call.Pick(overloads));

    static FunctionEntry Scalar(string name, Func<CallSite, Typed> translate) => new(name, FunctionKind.Scalar, translate);

    // Which of its arguments are computed, the function decides.
    static FunctionEntry Lazy(string name, Func<CallSite, Typed> translate) =>
        new(name, FunctionKind.Scalar, translate) { IsLazy = true };

    static FunctionEntry Aggregate(string name, Func<CallSite, Typed> translate) => new(name, FunctionKind.Aggregate, translate);

    static FunctionEntry Window(string name, Func<CallSite, Typed> translate) => new(name, FunctionKind.Window, translate);

    static IEnumerable<FunctionEntry> Alias(this FunctionEntry entry, params string[] names) =>
        names.Select(name => entry with { Name = name }).Prepend(entry);

    static readonly FrozenSet<string> OnlyInAthena = """
        approx_most_frequent approx_set array_histogram at_timezone_hour bar beta_cdf bing_tile bing_tile_at char2hexint checksum color
        combinations contains_sequence convex_hull_agg cosine_similarity current_user empty_approx_set evaluate_classifier_predictions
        features format format_number from_big_endian_32 from_big_endian_64 from_ieee754_32 from_ieee754_64 from_iso8601_timestamp_nanos
        from_unixtime_nanos geometry_union great_circle_distance hash_counts hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512
        human_readable_seconds inverse_beta_cdf inverse_normal_cdf is_json_scalar json_exists json_query json_value json_object json_array
        learn_classifier learn_regressor line_locate_point luhn_check make_set_digest map_union merge
        merge_set_digest multimap_from_entries murmur3 ngrams normal_cdf normalize numeric_histogram parse_duration parse_presto_data_size
        qdigest_agg from_base32 geometry_from_hadoop_shape map_zip_with parse_data_size
        to_base32 to_spherical_geography reduce_agg regress render rgb set_digest shuffle soundex split_to_map split_to_multimap
        spooky_hash_v2_32 spooky_hash_v2_64 st_area st_asbinary st_astext st_contains st_distance st_geometryfromtext st_intersects
        st_point st_polygon tdigest_agg to_big_endian_32 to_big_endian_64 to_geometry to_ieee754_32
        to_ieee754_64 to_milliseconds value_at_quantile values_at_quantiles wilson_interval_lower wilson_interval_upper word_stem xxhash64
        zip_with_n listagg_overflow
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    static IEnumerable<FunctionEntry> Conditional() =>
    [
        Lazy("if", call =>
        {
            call.Expect(2, 3);
            var type = call.Common(1);
            DuckSql otherwise = call.Count == 3 ? (DuckSql)$" ELSE {call.As(2, type)}" : "";
            return new($"CASE WHEN {call.As(0, TrinoType.Boolean)} THEN {call.As(1, type)}{otherwise} END", type);
        }),
        Lazy("coalesce", call =>
        {
            call.Expect(2, int.MaxValue);
            var type = call.Common(0);
            return new($"coalesce({All(call, 0, type)})", type);
        }),
        Scalar("nullif", call =>
        {
            call.Expect(2, 2);
            var equal = ExpressionTranslator.Compare(call.Node.Position, "=", call[0], call[1]);
            return new($"CASE WHEN {equal.Sql} THEN NULL ELSE {call[0].Sql} END", call[0].Type);
        }),
        Lazy("try", call =>
        {
            call.Expect(1, 1);
            return ExpressionTranslator.Try(
                inner => call.Translator.Translate(call.Node.Arguments[0], inner),
                call.Context);
        }),
        Scalar("greatest", call => Extreme(call, "greatest")),
        Scalar("least", call => Extreme(call, "least")),
        Scalar("typeof", call =>
        {
            call.Expect(1, 1);
            return ExpressionTranslator.Text(call[0].Type.ToString()) with { Type = TrinoType.Varchar };
        }),
        Aggregate(
            "grouping",
            call =>
                new(
                    $"CAST(grouping({DuckSql.Join(", ", call.Arguments.Select(argument => argument.Sql))}) AS INTEGER)",
                    TrinoType.Integer)),
    ];

    static DuckSql All(CallSite call, int first, TrinoType type) =>
        DuckSql.Join(", ", Enumerable.Range(first, call.Count - first).Select(i => call.As(i, type)));

    // DuckDB skips NULLs here; in Athena one NULL makes the result NULL.
    static Typed Extreme(CallSite call, string function)
    {
        call.Expect(1, int.MaxValue);
        var type = call.Common(0);
        if (!type.IsOrderable) { throw call.Unexpected(); }
        var values = Enumerable.Range(0, call.Count).Select(i => call.As(i, type)).ToArray();
        return new(
            ExpressionTranslator.Named(
                values,
                names => $"CASE WHEN {ExpressionTranslator.AllPresent(names)} THEN {function}({DuckSql.Join(", ", names)}) END"),
            type);
    }

    sealed class Entrance : IFunctionCatalog
    {
        public FunctionEntry? Find(string name) => FunctionTable.Find(name);

        public bool IsKnownToAthena(string name) => FunctionTable.IsKnownToAthena(name);
    }
}
