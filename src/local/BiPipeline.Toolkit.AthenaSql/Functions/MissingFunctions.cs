using System.Collections.Frozen;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

/// <summary>The functions that Athena has and LocalAthena refuses by name, with the reason.</summary>
static class MissingFunctions
{
    /// <summary>The names by reason. The functions of geometry whose names start with <c>st_</c> are refused too.</summary>
    internal static IReadOnlyList<(string Reason, string[] Names)> ByReason { get; } =
    [
        ("DuckDB has geometry in an extension only, and LocalAthena loads none", Split("""
            bing_polygon bing_tile bing_tile_at bing_tile_coordinates bing_tile_polygon bing_tile_quadkey bing_tile_zoom_level
            bing_tiles_around convex_hull_agg from_encoded_polyline from_geojson_geometry geometry_from_hadoop_shape
            geometry_invalid_reason geometry_nearest_points geometry_to_bing_tiles geometry_union geometry_union_agg
            great_circle_distance line_interpolate_point line_interpolate_points line_locate_point simplify_geometry
            to_encoded_polyline to_geojson_geometry to_geometry to_spherical_geography
            """)),
        ("The value of a sketch is its bytes, which only Athena's library computes", Split("""
            checksum hash_counts intersection_cardinality jaccard_index make_set_digest merge_set_digest numeric_histogram
            qdigest_agg quantile_at_value set_digest spooky_hash_v2_32 spooky_hash_v2_64 tdigest_agg value_at_quantile
            values_at_quantiles
            """)),
        ("The model is trained by Athena's library", Split("""
            classify features learn_classifier learn_libsvm_classifier learn_libsvm_regressor learn_regressor regress
            evaluate_classifier_predictions
            """)),
        ("DuckDB keeps microseconds", Split("from_iso8601_timestamp_nanos from_unixtime_nanos")),
        ("No use in queries of a lake was found", Split("""
            bar beta_cdf char2hexint color current_groups current_user inverse_beta_cdf json_table render rgb t_cdf t_pdf
            """)),
    ];

    static readonly FrozenSet<string> Names = ByReason.SelectMany(group => group.Names).ToFrozenSet(StringComparer.Ordinal);

    internal static bool Contains(string name) => Names.Contains(name);

    static string[] Split(string names) => names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
