namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>Names of the functions that LocalAthena adds to DuckDB. Users can't call them: their SQL never reaches DuckDB.</summary>
static partial class LocalFunctions
{
    internal const string ToChar = "la_to_char";
    internal const string ToBoolean = "la_to_boolean";
    internal const string ToInteger = "la_to_integer";
    internal const string ToDouble = "la_to_double";
    internal const string ToReal = "la_to_real";
    internal const string ToDate = "la_to_date";
    internal const string ToTimestamp = "la_to_timestamp";
    internal const string ToZoned = "la_to_zoned";
    internal const string Zoned = "la_zoned";
    internal const string ZonedText = "la_zoned_text";
    internal const string MoveZoned = "la_move_zoned";
    internal const string RoundZoned = "la_round_zoned";
    internal const string DoubleText = "la_double_text";
    internal const string RealText = "la_real_text";
    internal const string DateText = "la_date_text";
    internal const string TimestampText = "la_timestamp_text";
    internal const string DaySecondText = "la_day_second_text";
    internal const string YearMonthText = "la_year_month_text";
    internal const string WidenReal = "la_widen_real";
    internal const string RoundInteger = "la_round_integer";
    internal const string RoundDouble = "la_round_double";
    internal const string RoundTimestamp = "la_round_timestamp";
    internal const string LocalTime = "la_local_time";
    internal const string WithZone = "la_with_zone";
    internal const string CheckZone = "la_check_zone";
    internal const string Divide = "la_divide";
    internal const string Modulus = "la_modulus";
    internal const string Index = "la_index";
    internal const string RequireKey = "la_require_key";
    internal const string Present = "la_present";
    internal const string DateDiff = "la_date_diff";
    internal const string DateFormat = "la_date_format";
    internal const string DateParse = "la_date_parse";
    internal const string JodaFormat = "la_joda_format";
    internal const string JodaParse = "la_joda_parse";
    internal const string Iso8601Zoned = "la_iso8601_zoned";
    internal const string Iso8601Date = "la_iso8601_date";
    internal const string Iso8601Text = "la_iso8601_text";
    internal const string Iso8601OffsetText = "la_iso8601_offset_text";
    internal const string JsonParse = "la_json_parse";
    internal const string JsonExtract = "la_json_extract";
    internal const string JsonExtractScalar = "la_json_extract_scalar";
    internal const string JsonArrayLength = "la_json_array_length";
    internal const string JsonArrayGet = "la_json_array_get";
    internal const string JsonSize = "la_json_size";
    internal const string JsonIsScalar = "la_json_is_scalar";
    internal const string JsonQuote = "la_json_quote";
    internal const string JsonNumber = "la_json_number";
    internal const string JsonVarchar = "la_json_varchar";
    internal const string JsonInteger = "la_json_integer";
    internal const string JsonNumberText = "la_json_number_text";
    internal const string JsonScalarText = "la_json_scalar_text";
    internal const string JsonElements = "la_json_elements";
    internal const string JsonKeys = "la_json_keys";
    internal const string JsonMembers = "la_json_members";
    internal const string JsonMember = "la_json_member";
    internal const string JsonArrayContains = "la_json_array_contains";
    internal const string RegexpLike = "la_regexp_like";
    internal const string RegexpExtract = "la_regexp_extract";
    internal const string RegexpExtractAll = "la_regexp_extract_all";
    internal const string RegexpReplace = "la_regexp_replace";
    internal const string RegexpSplit = "la_regexp_split";
    internal const string RegexpCount = "la_regexp_count";
    internal const string RegexpPosition = "la_regexp_position";
    internal const string CheckRepeat = "la_check_repeat";
    internal const string CheckSequence = "la_check_sequence";
    internal const string CheckSlice = "la_check_slice";
    internal const string CheckTrim = "la_check_trim";
    internal const string CheckIndex = "la_check_index";
    internal const string Join = "la_join";
    internal const string Replace = "la_replace";
    internal const string Shift = "la_shift";
    internal const string Levenshtein = "la_levenshtein";
    internal const string Hamming = "la_hamming";
    internal const string Sha512 = "la_sha512";
    internal const string Base64Url = "la_base64_url";
    internal const string FromBase64Url = "la_from_base64_url";
    internal const string OffsetMinutes = "la_offset_minutes";
    internal const string Substr = "la_substr";
    internal const string SplitPart = "la_split_part";
    internal const string Split = "la_split";
    internal const string Trim = "la_trim";
    internal const string Pad = "la_pad";
    internal const string Strpos = "la_strpos";
    internal const string Codepoint = "la_codepoint";
    internal const string Chr = "la_chr";
    internal const string FromUtf8 = "la_from_utf8";
    internal const string UrlPart = "la_url_part";
    internal const string UrlParameter = "la_url_parameter";
    internal const string UrlEncode = "la_url_encode";
    internal const string UrlDecode = "la_url_decode";
    internal const string Translate = "la_translate";
    internal const string FromBase64 = "la_from_base64";
    internal const string FromHex = "la_from_hex";
    internal const string Crc32 = "la_crc32";
    internal const string FromBase = "la_from_base";
    internal const string ToBase = "la_to_base";
    internal const string WidthBucket = "la_width_bucket";
    internal const string HexText = "la_hex_text";
    internal const string DateFromInterval = "la_whole_days";

    internal const string MathPrefix = "la_math_";

    internal static IReadOnlyDictionary<string, Func<double, double>> Math { get; } =
        new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
        {
            ["sqrt"] = System.Math.Sqrt,
            ["cbrt"] = CubeRoot,
            ["ln"] = System.Math.Log,
            ["log2"] = System.Math.Log2,
            ["log10"] = System.Math.Log10,
            ["sin"] = System.Math.Sin,
            ["cos"] = System.Math.Cos,
            ["tan"] = System.Math.Tan,
            ["asin"] = System.Math.Asin,
            ["acos"] = System.Math.Acos,
        };

    // The platform's root is off by one unit in the last place for some cubes, on some platforms.
    static double CubeRoot(double value)
    {
        var root = System.Math.Cbrt(value);
        if (!double.IsFinite(root) || root == 0) { return root; }
        // One step of Newton's method, with the error of the cube kept.
        var square = root * root;
        var cube = square * root;
        var error = System.Math.FusedMultiplyAdd(square, root, -cube) + (System.Math.FusedMultiplyAdd(root, root, -square) * root);
        return root - (((cube - value) + error) / (3 * square));
    }
}
