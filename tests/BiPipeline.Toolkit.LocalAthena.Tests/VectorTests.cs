using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Functions;
using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

// DuckDB computes an expression once for a dictionary of values, or for rows that a condition removes. Whatever the shape of the
// vectors, a row has the value that it has alone.
public sealed class VectorTests : IDisposable
{
    const int Rows = 5_000;

    // Each column of one row, as Athena writes the literal. The first row has no NULL, the last has nothing else.
    static readonly (string Column, string Type, string[] Values)[] Columns =
    [
        ("s", "varchar", ["'10'", "'bad'", "'2026-01-31'", "'{\"a\":[1,2],\"k\":\"v\"}'", "'6162'", "'https://example.com/a/b?c=d#e'", "''", "'0'", "'true'", "'ä💰x'", "' 7 '", "NULL"]),
        ("n", "bigint", ["1", "0", "-1", "2", "64", "100", "-9223372036854775807", "9223372036854775807", "1000000", "37", "3", "NULL"]),
        ("d", "double", ["0.5E0", "0E0", "-1E0", "1E0", "2E0", "1E300", "-1E300", "nan()", "infinity()", "1.7E9", "3E0", "NULL"]),
        ("m", "decimal(12,2)", ["1.50", "0.00", "-1.50", "0.01", "9999999999.99", "-9999999999.99", "2.00", "3.33", "7.00", "0.50", "100.00", "NULL"]),
        ("day", "date", ["DATE '2026-01-31'", "DATE '1970-01-01'", "DATE '2024-02-29'", "DATE '9999-12-31'", "DATE '0001-01-01'", "DATE '2026-11-22'", "DATE '1969-12-31'", "DATE '2000-01-01'", "DATE '2026-03-29'", "DATE '2026-10-25'", "DATE '1582-10-15'", "NULL"]),
        ("ts", "timestamp(3)", ["TIMESTAMP '2026-01-31 10:11:12.345'", "TIMESTAMP '1970-01-01 00:00:00.000'", "TIMESTAMP '2024-02-29 23:59:59.999'", "TIMESTAMP '9999-12-31 23:59:59.999'", "TIMESTAMP '0001-01-01 00:00:00.000'", "TIMESTAMP '2026-11-22 12:00:00.000'", "TIMESTAMP '1969-12-31 23:59:59.001'", "TIMESTAMP '2000-01-01 00:00:00.000'", "TIMESTAMP '2026-03-29 02:30:00.000'", "TIMESTAMP '2026-10-25 02:30:00.000'", "TIMESTAMP '1582-10-15 00:00:00.000'", "NULL"]),
        ("a", "array(bigint)", ["ARRAY[1, 2, 3]", "ARRAY[]", "ARRAY[NULL]", "ARRAY[3, 1, NULL, 3]", "ARRAY[0]", "ARRAY[5, 4]", "ARRAY[1]", "ARRAY[2, 2]", "ARRAY[9223372036854775807]", "ARRAY[-1, 0, 1]", "ARRAY[7]", "NULL"]),
        ("x", "map(varchar, bigint)", ["MAP(ARRAY['a', 'b'], ARRAY[1, 2])", "MAP()", "MAP(ARRAY['a'], ARRAY[NULL])", "MAP(ARRAY['k'], ARRAY[0])", "MAP(ARRAY['b', 'a'], ARRAY[2, 1])", "MAP(ARRAY['z'], ARRAY[9])", "MAP(ARRAY['a'], ARRAY[3])", "MAP(ARRAY['c'], ARRAY[1])", "MAP(ARRAY['d'], ARRAY[1])", "MAP(ARRAY['e'], ARRAY[1])", "MAP(ARRAY['a', 'z'], ARRAY[5, 6])", "NULL"]),
    ];

    // Functions whose result is another one each time, or that take no value of a row.
    static readonly string[] WithoutRows = ["uuid", "now", "current_timezone", "pi", "e", "nan", "infinity", "typeof", "map", "random", "rand", "shuffle", "empty_approx_set"];

    static readonly (string Function, string Expression)[] Expressions =
    [
        ("cast", "CAST(s AS bigint)"), ("cast", "CAST(s AS integer)"), ("cast", "CAST(s AS double)"), ("cast", "CAST(s AS real)"), ("cast", "CAST(s AS boolean)"),
        ("cast", "CAST(s AS date)"), ("cast", "CAST(s AS timestamp)"), ("cast", "CAST(s AS decimal(10,2))"), ("cast", "CAST(s AS char(3))"), ("cast", "CAST(n AS integer)"),
        ("cast", "CAST(d AS bigint)"), ("cast", "CAST(d AS decimal(10,2))"), ("cast", "CAST(d AS varchar)"), ("cast", "CAST(m AS varchar)"), ("cast", "CAST(ts AS varchar)"),
        ("cast", "CAST(m AS integer)"), ("cast", "CAST(day AS timestamp)"), ("cast", "CAST(a AS json)"), ("cast", "CAST(x AS json)"),
        ("operator", "100 / n"), ("operator", "100 % n"), ("operator", "n + 1"), ("operator", "n * 3"), ("operator", "-n"), ("operator", "m / (m - 2.00)"), ("operator", "m % 7"),
        ("operator", "a[1]"), ("operator", "x['a']"), ("operator", "s || s"), ("operator", "s LIKE '%a%'"), ("operator", "day + INTERVAL '1' MONTH"), ("operator", "ts - INTERVAL '1' DAY"),
        ("operator", "ts AT TIME ZONE 'Europe/Berlin'"), ("operator", "a || 1"), ("operator", "CASE WHEN n = 0 THEN 0 ELSE 100 / n END"),
        ("abs", "abs(n)"), ("acos", "acos(d)"), ("all_match", "all_match(a, y -> 6 / y > 1)"), ("any_match", "any_match(a, y -> y = 1)"), ("array_distinct", "array_distinct(a)"),
        ("array_except", "array_except(a, ARRAY[1])"), ("array_intersect", "array_intersect(a, ARRAY[1, 2])"), ("array_join", "array_join(a, '-', s)"), ("array_max", "array_max(a)"),
        ("array_min", "array_min(a)"), ("array_position", "array_position(a, n)"), ("array_position", "array_position(a, 3, n % 3)"), ("array_remove", "array_remove(a, n)"), ("array_sort", "array_sort(a)"), ("array_union", "array_union(a, ARRAY[n])"),
        ("arrays_overlap", "arrays_overlap(a, ARRAY[n])"), ("asin", "asin(d)"), ("at_timezone", "at_timezone(ts, s)"), ("atan", "atan(d)"), ("atan2", "atan2(d, 2)"), ("bit_count", "bit_count(n, 64)"),
        ("bitwise_and", "bitwise_and(n, 3)"), ("bitwise_not", "bitwise_not(n)"), ("bitwise_or", "bitwise_or(n, 3)"), ("bitwise_xor", "bitwise_xor(n, 3)"), ("cardinality", "cardinality(a)"),
        ("cbrt", "cbrt(d)"), ("ceil", "ceil(m)"), ("ceiling", "ceiling(d)"), ("chr", "chr(n)"), ("coalesce", "coalesce(s, 'x')"), ("codepoint", "codepoint(s)"), ("concat", "concat(s, 'x')"),
        ("concat_ws", "concat_ws('-', s, 'x')"), ("contains", "contains(a, n)"), ("cos", "cos(d)"), ("cosh", "cosh(d)"), ("crc32", "crc32(to_utf8(s))"), ("date", "date(s)"),
        ("date_add", "date_add('month', n, day)"), ("date_diff", "date_diff('month', day, DATE '2026-02-28')"), ("date_format", "date_format(ts, '%Y-%m-%d %W %f')"), ("date_parse", "date_parse(s, '%Y-%m-%d')"),
        ("date_trunc", "date_trunc('quarter', ts)"), ("day", "day(day)"), ("day_of_month", "day_of_month(ts)"), ("day_of_week", "day_of_week(day)"), ("day_of_year", "day_of_year(day)"),
        ("degrees", "degrees(d)"), ("dow", "dow(day)"), ("doy", "doy(day)"), ("element_at", "element_at(a, 2)"), ("exp", "exp(d)"), ("extract", "EXTRACT(HOUR FROM ts)"), ("filter", "filter(a, y -> 6 / y > 1)"),
        ("flatten", "flatten(ARRAY[a, a])"), ("floor", "floor(m)"), ("format_datetime", "format_datetime(ts, 'yyyy/MM/dd EEE')"), ("from_base", "from_base(s, 16)"), ("from_base64", "from_base64(s)"),
        ("from_hex", "from_hex(s)"), ("from_iso8601_date", "from_iso8601_date(s)"), ("from_iso8601_timestamp", "from_iso8601_timestamp(s)"), ("from_unixtime", "from_unixtime(m)"), ("from_utf8", "from_utf8(to_utf8(s))"),
        ("greatest", "greatest(n, 5)"), ("hour", "hour(ts)"), ("if", "if(n = 0, 0, 100 / n)"), ("is_finite", "is_finite(d)"), ("is_infinite", "is_infinite(d)"), ("is_json_scalar", "is_json_scalar(s)"), ("is_nan", "is_nan(d)"),
        ("json_array_contains", "json_array_contains(s, 1)"), ("json_array_get", "json_array_get(s, n)"), ("json_array_length", "json_array_length(s)"), ("json_extract", "json_extract(s, '$.a')"),
        ("json_extract_scalar", "json_extract_scalar(s, '$.k')"), ("json_format", "json_format(json_parse(s))"), ("json_parse", "json_parse(s)"), ("json_size", "json_size(s, '$.a')"), ("last_day_of_month", "last_day_of_month(day)"),
        ("least", "least(n, 5)"), ("length", "length(s)"), ("ln", "ln(d)"), ("log", "log(2, d)"), ("log10", "log10(d)"), ("log2", "log2(d)"), ("lower", "lower(s)"), ("lpad", "lpad(s, n % 100, 'xy')"), ("ltrim", "ltrim(s)"),
        ("map_concat", "map_concat(x, MAP(ARRAY['a'], ARRAY[7]))"), ("map_entries", "map_entries(x)"), ("map_filter", "map_filter(x, (k, v) -> 6 / v > 1)"), ("map_from_entries", "map_from_entries(ARRAY[ROW(s, n)])"),
        ("map_keys", "map_keys(x)"), ("map_values", "map_values(x)"), ("md5", "md5(to_utf8(s))"), ("millisecond", "millisecond(ts)"), ("minute", "minute(ts)"), ("mod", "mod(7, n)"), ("month", "month(day)"),
        ("none_match", "none_match(a, y -> y = 1)"), ("nullif", "nullif(s, 'bad')"), ("parse_datetime", "parse_datetime(s, 'yyyy-MM-dd')"), ("pow", "pow(d, 2)"), ("power", "power(d, 2)"), ("quarter", "quarter(day)"),
        ("radians", "radians(d)"), ("reduce", "reduce(a, 0, (t, y) -> t + 6 / y, t -> t)"), ("regexp_count", "regexp_count(s, '\\d')"), ("regexp_extract", "regexp_extract(s, '(\\d)(\\d)', 2)"),
        ("regexp_extract_all", "regexp_extract_all(s, '\\d')"), ("regexp_like", "regexp_like(s, '^\\d+$')"), ("regexp_position", "regexp_position(s, '\\d')"), ("regexp_replace", "regexp_replace(s, '(\\d)', '<$1>')"),
        ("regexp_split", "regexp_split(s, '[-/]')"), ("repeat", "repeat(s, 2)"), ("replace", "replace(s, 'a', 'A')"), ("reverse", "reverse(s)"), ("round", "round(d, 2)"), ("round", "round(m, 1)"), ("rpad", "rpad(s, 5, 'xy')"),
        ("rtrim", "rtrim(s)"), ("second", "second(ts)"), ("sequence", "sequence(1, n % 50)"), ("sha1", "sha1(to_utf8(s))"), ("sha256", "sha256(to_utf8(s))"), ("sign", "sign(m)"), ("sin", "sin(d)"), ("sinh", "sinh(d)"),
        ("slice", "slice(a, 1, 2)"), ("split", "split(s, '-')"), ("split_part", "split_part(s, '-', n)"), ("sqrt", "sqrt(d)"), ("starts_with", "starts_with(s, 'b')"), ("strpos", "strpos(s, '0')"), ("substr", "substr(s, 2)"),
        ("substring", "substring(s, 1, 2)"), ("tan", "tan(d)"), ("tanh", "tanh(d)"), ("to_base", "to_base(n, 36)"), ("to_base64", "to_base64(to_utf8(s))"), ("to_hex", "to_hex(to_utf8(s))"), ("to_iso8601", "to_iso8601(ts)"),
        ("to_unixtime", "to_unixtime(ts)"), ("to_utf8", "to_utf8(s)"), ("transform", "transform(a, y -> 6 / y)"), ("transform_keys", "transform_keys(x, (k, v) -> k || s)"), ("transform_values", "transform_values(x, (k, v) -> 6 / v)"),
        ("translate", "translate(s, 'ab', 'x')"), ("trim", "trim(s)"), ("trim_array", "trim_array(a, 1)"), ("truncate", "truncate(m)"), ("try", "try(100 / n)"), ("upper", "upper(s)"), ("url_decode", "url_decode(s)"),
        ("url_encode", "url_encode(s)"), ("url_extract_fragment", "url_extract_fragment(s)"), ("url_extract_host", "url_extract_host(s)"), ("url_extract_parameter", "url_extract_parameter(s, 'c')"), ("url_extract_path", "url_extract_path(s)"),
        ("url_extract_port", "url_extract_port(s)"), ("url_extract_protocol", "url_extract_protocol(s)"), ("url_extract_query", "url_extract_query(s)"), ("week", "week(day)"), ("week_of_year", "week_of_year(day)"),
        ("width_bucket", "width_bucket(d, 0E0, 10E0, n)"), ("with_timezone", "with_timezone(ts, s)"), ("year", "year(day)"), ("year_of_week", "year_of_week(day)"), ("yow", "yow(day)"), ("zip", "zip(a, ARRAY[n])"),
        ("zip_with", "zip_with(a, ARRAY[n], (y, z) -> y / z)"), ("bitwise_left_shift", "bitwise_left_shift(n, 3)"), ("bitwise_right_shift", "bitwise_right_shift(3, n)"),
        ("bitwise_right_shift_arithmetic", "bitwise_right_shift_arithmetic(n, 3)"), ("levenshtein_distance", "levenshtein_distance(s, 'bar')"), ("hamming_distance", "hamming_distance(s, 'bar')"),
        ("sha512", "sha512(to_utf8(s))"), ("to_base64url", "to_base64url(to_utf8(s))"), ("from_base64url", "from_base64url(s)"), ("operator", "a = ARRAY[n]"), ("operator", "x = MAP(ARRAY['a'], ARRAY[n])"),
        ("json_object", "json_object(s : n, 'd' : d)"), ("json_array", "json_array(s, n, m NULL ON NULL)"), ("operator", "x IS DISTINCT FROM MAP(ARRAY['a'], ARRAY[n])"), ("operator", "s LIKE s ESCAPE '-'"),
        ("contains", "contains(ARRAY[filter(a, y -> y IS NOT NULL)], ARRAY[n])"), ("format", "format('%5d|%-8s|%.3f|%tF|%b', n, s, d, day, n > 1)"), ("format_number", "format_number(m)"), ("human_readable_seconds", "human_readable_seconds(d)"),
        ("parse_duration", "parse_duration(s)"), ("parse_data_size", "parse_data_size(s || 'kB')"), ("parse_presto_data_size", "parse_presto_data_size(s)"),
        ("to_milliseconds", "to_milliseconds(ts - TIMESTAMP '2026-01-01 00:00:00')"), ("soundex", "soundex(s)"), ("word_stem", "word_stem(s)"), ("luhn_check", "luhn_check(s)"), ("normalize", "normalize(s, NFD)"),
        ("split_to_map", "split_to_map(s, '/', '=')"), ("split_to_multimap", "split_to_multimap(s, '/', '=')"), ("ngrams", "ngrams(a, 2)"), ("ngrams", "ngrams(a, n % 3)"), ("combinations", "combinations(a, 2)"),
        ("contains_sequence", "contains_sequence(a, ARRAY[n])"), ("array_histogram", "array_histogram(a)"), ("map_zip_with", "map_zip_with(x, MAP(ARRAY['a'], ARRAY[n]), (k, v, w) -> v / w)"),
        ("multimap_from_entries", "multimap_from_entries(ARRAY[ROW(coalesce(s, ''), n), ROW('0', 1)])"), ("cosine_similarity", "cosine_similarity(MAP(ARRAY['a'], ARRAY[d]), MAP(ARRAY['a'], ARRAY[2E0]))"),
        ("to_base32", "to_base32(to_utf8(s))"), ("from_base32", "from_base32(s)"), ("hmac_md5", "hmac_md5(to_utf8(s), to_utf8(s))"), ("hmac_sha1", "hmac_sha1(to_utf8(s), to_utf8('k'))"),
        ("hmac_sha256", "hmac_sha256(to_utf8(s), to_utf8('k'))"), ("hmac_sha512", "hmac_sha512(to_utf8(s), to_utf8('k'))"), ("xxhash64", "xxhash64(to_utf8(s))"), ("murmur3", "murmur3(to_utf8(s))"),
        ("to_big_endian_32", "to_big_endian_32(CAST(n % 1000 AS integer))"), ("to_big_endian_64", "to_big_endian_64(n)"), ("from_big_endian_32", "from_big_endian_32(to_utf8(s))"), ("from_big_endian_64", "from_big_endian_64(to_big_endian_64(n))"),
        ("to_ieee754_32", "to_ieee754_32(CAST(m AS real))"), ("to_ieee754_64", "to_ieee754_64(d)"), ("from_ieee754_32", "from_ieee754_32(to_utf8(s))"), ("from_ieee754_64", "from_ieee754_64(to_ieee754_64(d))"),
        ("normal_cdf", "normal_cdf(0, d, 1)"), ("inverse_normal_cdf", "inverse_normal_cdf(0, 1, d)"), ("wilson_interval_lower", "wilson_interval_lower(n, 100, 1.96)"), ("wilson_interval_upper", "wilson_interval_upper(n, 100, 1.96)"),
        ("json_exists", "json_exists(s, 'strict $.a' ERROR ON ERROR)"), ("json_value", "json_value(s, 'lax $.k' DEFAULT 'none' ON EMPTY)"), ("json_value", "json_value(s, 'lax $.a[0]' RETURNING bigint NULL ON EMPTY ERROR ON ERROR)"),
        ("json_query", "json_query(s, 'lax $.a' WITH WRAPPER ERROR ON ERROR)"), ("array_sort", "array_sort(a, (y, z) -> CASE WHEN y IS NULL THEN 1 WHEN z IS NULL THEN -1 WHEN y < z THEN -1 WHEN y = z THEN 0 ELSE 1 END)"),
        ("regexp_replace", "regexp_replace(s, '(\\d)(x)?', y -> upper(y[1]) || coalesce(y[2], '-'))"), ("regexp_position", "regexp_position(s, '\\d', 2, 1)"), ("truncate", "truncate(m, n)"), ("width_bucket", "width_bucket(d, ARRAY[0E0, 1E0, 10E0])"),
        ("bit_count", "bit_count(n, 8)"), ("from_unixtime", "from_unixtime(d, n, 0)"), ("from_utf8", "from_utf8(to_utf8(s), '?')"), ("lpad", "lpad(to_utf8(s), n % 100, to_utf8('xy'))"),
        ("substr", "substr(to_utf8(s), n)"), ("reverse", "reverse(to_utf8(s))"), ("contains", "contains('10.0.0.0/' || s, IPADDRESS '10.1.2.3')"), ("array_max", "array_max(ARRAY[d, 1E0])"), ("greatest", "greatest(d, 1E0)"),
        ("cast", "CAST(s AS ipaddress)"), ("cast", "CAST(s AS time)"), ("cast", "CAST(n AS varchar(3))"), ("cast", "CAST(ts AS time(0))"), ("cast", "CAST(s AS timestamp(6))"), ("cast", "CAST(CAST(s AS json) AS varchar)"),
        ("operator", "d < 1E0"), ("operator", "d IN (1E0, 2E0)"), ("operator", "d BETWEEN 0E0 AND 2E0"), ("operator", "a < ARRAY[n]"), ("operator", "a IN (ARRAY[1], ARRAY[n])"), ("operator", "ROW(n, s) < ROW(1, '1')"),
        ("operator", "CAST(ts AS time) + INTERVAL '1' HOUR"), ("operator", "(ts - TIMESTAMP '2026-01-01 00:00:00') / 2"),
        ("timezone_hour", "timezone_hour(with_timezone(ts, 'Asia/Kolkata'))"), ("timezone_minute", "timezone_minute(with_timezone(ts, 'Asia/Kolkata'))"),
    ];

    readonly LakeFixture _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Expressions_Functions_AreAllCovered()
    {
        var covered = Expressions.Select(one => one.Function).Concat(WithoutRows);

        FunctionTable.Known.Where(function => function.Kind == FunctionKind.Scalar).Select(function => function.Name).Except(covered).Order().ShouldBeEmpty();
    }

    [Fact]
    public async Task Select_AnyVector_GivesEachRowItsOwnValue()
    {
        await CreateAsync();
        List<string> differences = [];
        var step = TestVolume.Of(5, 1);
        foreach (var expression in Expressions.Select(one => one.Expression).Distinct().Where((_, i) => i % step == 0))
        {
            differences.AddRange((await DifferencesAsync(expression)).Take(2).Select(difference => $"{expression}: {difference}"));
        }

        differences.ShouldBeEmpty();
    }

    // The smallest case of it: 50 rows, one value in five of which is not a number.
    [Fact]
    public async Task TryCast_TextThatRepeats_KeepsWhatCanBeCast()
    {
        _lake.WriteParquet("few/a.parquet", "SELECT (['10', '20', '30', '40', 'bad'])[1 + CAST(i % 5 AS INTEGER)] AS x, i % 5 AS b FROM range(50) AS t(i)");
        await _lake.CreateTableAsync("few", "x string, b bigint");

        (await _lake.RowsAsync("SELECT sum(try_cast(x AS bigint)), count(try_cast(x AS bigint)) FROM few")).ShouldBe(["1000|40"]);
        (await _lake.RowsAsync("SELECT sum(CAST(x AS bigint)) FROM few WHERE x <> 'bad'")).ShouldBe(["1000"]);
        (await _lake.RowsAsync("SELECT sum(CASE WHEN b <> 0 THEN 12 / b END) FROM few")).ShouldBe(["250"]);
        (await _lake.RowsAsync("SELECT count(*) FROM (SELECT CAST(x AS bigint) AS y FROM (SELECT x FROM few WHERE x <> 'bad')) WHERE y > 20")).ShouldBe(["20"]);
        (await _lake.FailAsync("SELECT sum(CAST(x AS bigint)) FROM few")).Reason.ShouldBe("INVALID_CAST_ARGUMENT: Cannot cast 'bad' to BIGINT");
    }

    async Task CreateAsync()
    {
        _rows = Values(Enumerable.Range(0, Columns[0].Values.Length));
        var translated = new QueryTranslator(new Session(new CatalogSnapshot(), FunctionTable.Catalog, null, LakeFixture.Now)).Translate(
            StatementParser.Parse($"SELECT * FROM {_rows}").Statement is Statement.Select select ? select.Query : throw new InvalidOperationException());
        var columns = string.Join(", ", Columns.Select((column, i) => $"c{i + 1} AS {column.Column}"));
        _lake.WriteParquet("t/a.parquet", $"SELECT c0 AS id, {columns} FROM ({translated.Sql.Render()}) AS v, range({Rows} // {Columns[0].Values.Length}) ORDER BY range, id", ", ROW_GROUP_SIZE 4096", register: true);
        await _lake.CreateTableAsync("t", "id int, s string, n bigint, d double, m decimal(12,2), day date, ts timestamp, a array<bigint>, x map<string,bigint>");
    }

    string _rows = "";

    // Rows of literals.
    static string Values(IEnumerable<int> rows)
    {
        var values = rows.Select(row => $"({row}, {string.Join(", ", Columns.Select(column => $"CAST({column.Values[row]} AS {column.Type})"))})");
        return $"(VALUES {string.Join(", ", values)}) AS t (id, {string.Join(", ", Columns.Select(column => column.Column))})";
    }

    async Task<List<string>> DifferencesAsync(string expression)
    {
        List<string> differences = [];
        var alone = new (string? Value, bool Fails)[Columns[0].Values.Length];
        for (var row = 0; row < alone.Length; row++)
        {
            try
            {
                alone[row] = ((await _lake.RunAsync($"SELECT {expression} FROM {Values([row])}")).Rows.Single()[0], false);
            }
            catch (LocalAthenaQueryException failure)
            {
                alone[row] = (null, true);
                // What is thrown here has to have a name of Trino's.
                if (failure.Code is "GENERIC_INTERNAL_ERROR" or "NOT_SUPPORTED") { differences.Add($"row {row}: {failure.Reason}"); }
            }
        }
        var passing = string.Join(", ", Enumerable.Range(0, alone.Length).Where(row => !alone[row].Fails));
        await CompareAsync("TRY", $"SELECT id, try({expression}) FROM t");
        await CompareAsync("flat", $"SELECT id, try({expression}) FROM {_rows}");
        await CompareAsync("WHERE", $"SELECT id, {expression} FROM t WHERE id IN ({passing})");
        await CompareAsync("CASE", $"SELECT id, CASE WHEN id IN ({passing}) THEN {expression} END FROM t");
        return differences;

        async Task CompareAsync(string shape, string sql)
        {
            try
            {
                foreach (var row in (await _lake.RunAsync(sql)).Rows)
                {
                    var id = int.Parse(row[0]!, System.Globalization.CultureInfo.InvariantCulture);
                    if (row[1] == alone[id].Value) { continue; }
                    differences.Add($"{shape}, row {id}: {row[1] ?? "NULL"}, alone {alone[id].Value ?? "NULL"}");
                    return;
                }
            }
            catch (Exception failure)
            {
                differences.Add($"{shape}: {failure.Message}");
            }
        }
    }
}
