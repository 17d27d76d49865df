using BiPipeline.Toolkit.AthenaSql;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

// Families of functions and operators by kind. Expected values follow from Trino's documentation, Java's Formatter, ISO 9075-2 (JSON paths),
// RFC 4648, RFC 5952 and IEEE 754; "!" is a refusal with the code behind it.
[Collection(LakeCollection.Name)]
public sealed class TrinoFamilyTests(LakeFixture lake)
{
    static readonly (string Kind, string Sql, string Expected)[] Cases =
    [
        ("format", "format('%s is %d years', 'Ada', 36)", "Ada is 36 years"),
        ("format", "format('%5s|%-5s|', 'ab', 'cd')", "   ab|cd   |"),
        ("format", "format('%05d %+d % d', 42, 7, 7)", "00042 +7  7"),
        ("format", "format('%,d %(d', 9876543, -5)", "9,876,543 (5)"),
        ("format", "format('%.1f %.0f', 2.25, 0.5E0)", "2.3 1"),
        ("format", "format('%e %E', 0.00012E0, 5E10)", "1.200000e-04 5.000000E+10"),
        ("format", "format('%g %g', 0.5E0, 1E10)", "0.500000 1.00000e+10"),
        ("format", "format('%x %X %o %#x', 255, 255, 8, 16)", "ff FF 10 0x10"),
        ("format", "format('%2$s-%1$s-%<s', 'a', 'b')", "b-a-a"),
        ("format", "format('%b %s %S', NULL, NULL, true)", "false null TRUE"),
        ("format", "format('%.3s|', 'abcdef')", "abc|"),
        ("format", "format('%c%%%n', 65)", "A%\n"),
        ("format", "format('%tY/%<tm/%<td %<tj', DATE '2026-03-01')", "2026/03/01 060"),
        ("format", "format('%tH:%<tM:%<tS.%<tL %<tp', TIMESTAMP '2026-03-01 15:04:05.067')", "15:04:05.067 pm"),
        ("format", "format('%ta %<tb %<te', DATE '2026-11-22')", "Sun Nov 22"),
        ("format", "format('%s', TIMESTAMP '2026-03-01 15:00:00')", "2026-03-01T15:00"),
        ("format", "format('%s', with_timezone(TIMESTAMP '2026-07-01 12:00:00', 'Europe/Berlin'))", "2026-07-01T12:00+02:00[Europe/Berlin]"),
        ("format", "format('%s %s', 1.50, 1E21)", "1.50 1.0E21"),
        ("format", "format('%f', nan())", "NaN"),
        ("format", "format(CAST(NULL AS varchar), 1)", "NULL"),
        ("format", "format('%d', 'x')", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "format('%s %s', 'x')", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "format('%q', 1)", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "format('%,s', 'x')", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "format('%.2d', 1)", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "format('%s', MAP(ARRAY[1], ARRAY[2]))", "!NOT_SUPPORTED"),
        ("format", "format(1, 2)", "!TYPE_MISMATCH"),
        ("format", "format_number(15)", "15"),
        ("format", "format_number(15500)", "15.5K"),
        ("format", "format_number(2000000000)", "2B"),
        ("format", "format_number(-1500)", "-1.5K"),
        ("format", "format_number(999.9E0)", "999"),
        ("format", "human_readable_seconds(90061)", "1 day, 1 hour, 1 minute, 1 second"),
        ("format", "human_readable_seconds(604800)", "1 week"),
        ("format", "human_readable_seconds(nan())", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "parse_duration('1.5 h')", "0 01:30:00.000"),
        ("format", "parse_duration('250us')", "0 00:00:00.000"),
        ("format", "parse_duration('5 parsecs')", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "parse_data_size('1.5kB')", "1536"),
        ("format", "parse_data_size('2YB')", "2417851639229258349412352"),
        ("format", "parse_data_size('kB')", "!INVALID_FUNCTION_ARGUMENT"),
        ("format", "to_milliseconds(INTERVAL '1' MINUTE)", "60000"),

        ("lambda", "array_sort(ARRAY[4, 9, 1], (x, y) -> CASE WHEN x > y THEN -1 WHEN x < y THEN 1 ELSE 0 END)", "[9, 4, 1]"),
        ("lambda", "array_sort(ARRAY['ccc', 'a', 'bb', 'd'], (x, y) -> CAST(sign(length(x) - length(y)) AS integer))", "[a, d, bb, ccc]"),
        ("lambda", "array_sort(ARRAY[], (x, y) -> 0)", "[]"),
        ("lambda", "array_sort(CAST(NULL AS array(bigint)), (x, y) -> 0)", "NULL"),
        ("lambda", "array_sort(ARRAY[2, 1], (x, y) -> 2)", "!INVALID_FUNCTION_ARGUMENT"),
        ("lambda", "array_sort(ARRAY[2, 1], (x, y) -> CAST(NULL AS bigint))", "!INVALID_FUNCTION_ARGUMENT"),
        ("lambda", "regexp_replace('one two', '(\\w)(\\w*)', g -> upper(g[1]) || g[2])", "One Two"),
        ("lambda", "regexp_replace('a1b22', '\\d+', g -> '#')", "a#b#"),
        ("lambda", "regexp_replace('a💰', '(.)', g -> g[1] || g[1])", "aa💰💰"),
        ("lambda", "regexp_replace('abc', '(x)?b', g -> coalesce(g[1], 'none'))", "anonec"),
        ("lambda", "regexp_replace('abc', '', g -> '.')", ".a.b.c."),
        ("lambda", "regexp_replace('abc', 'z', g -> 'y')", "abc"),
        ("lambda", "map_zip_with(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), MAP(ARRAY['b', 'c'], ARRAY[20, 30]), (k, v, w) -> coalesce(v, 0) + coalesce(w, 0))", "{a=1, b=22, c=30}"),
        ("lambda", "map_zip_with(MAP(ARRAY['a'], ARRAY[1]), CAST(NULL AS map(varchar, integer)), (k, v, w) -> v)", "NULL"),
        ("lambda", "SELECT reduce_agg(x, 1, (s, y) -> s * y, (s, t) -> s * t) FROM (VALUES 2, 3, NULL, 4) v(x)", "24"),
        ("lambda", "SELECT reduce_agg(x, 0, (s, y) -> s + y, (s, t) -> s + t) FROM (VALUES 1) v(x) WHERE x > 1", "NULL"),

        ("array", "combinations(ARRAY['x', 'y', 'z'], 2)", "[[x, y], [x, z], [y, z]]"),
        ("array", "combinations(ARRAY[1, 2], 6)", "!INVALID_FUNCTION_ARGUMENT"),
        ("array", "ngrams(ARRAY[1, 2, 3], 3)", "[[1, 2, 3]]"),
        ("array", "ngrams(ARRAY[1, 2, 3], 1)", "[[1], [2], [3]]"),
        ("array", "ngrams(ARRAY[1], -1)", "!INVALID_FUNCTION_ARGUMENT"),
        ("array", "contains_sequence(ARRAY[7, 8, 9], ARRAY[8, 9])", "true"),
        ("array", "contains_sequence(ARRAY[7, 8, 9], ARRAY[7, 9])", "false"),
        ("array", "array_histogram(ARRAY['a', 'b', NULL, 'a'])", "{a=2, b=1}"),
        ("array", "array_sort(shuffle(ARRAY[3, 1, 2]))", "[1, 2, 3]"),
        ("array", "array_position(ARRAY['a', 'b', 'a'], 'a', 2)", "3"),
        ("array", "array_position(ARRAY['a', 'b', 'a'], 'a', -2)", "1"),
        ("array", "array_position(ARRAY['a'], 'a', 0)", "!INVALID_FUNCTION_ARGUMENT"),
        ("array", "array_position(ARRAY[ROW(1, 2)], ROW(1, 2))", "1"),
        ("array", "contains(ARRAY[ROW(1, NULL)], ROW(1, 2))", "NULL"),
        ("array", "contains(ARRAY[ROW(3, NULL)], ROW(1, 2))", "false"),
        ("array", "contains(ARRAY[with_timezone(TIMESTAMP '2026-01-01 12:00:00', 'UTC')], with_timezone(TIMESTAMP '2026-01-01 13:00:00', 'Europe/Berlin'))", "true"),
        ("array", "array_remove(ARRAY[ARRAY[1], ARRAY[2]], ARRAY[1])", "[[2]]"),
        ("array", "arrays_overlap(ARRAY[1, NULL], ARRAY[2])", "NULL"),
        ("array", "arrays_overlap(ARRAY[NULL], ARRAY[])", "false"),
        ("array", "arrays_overlap(ARRAY[5], CAST(NULL AS array(integer)))", "NULL"),
        ("array", "ARRAY[2] > ARRAY[1, 9]", "true"),
        ("array", "ARRAY[1] <= ARRAY[1, NULL]", "true"),
        ("array", "ARRAY[NULL, 1] < ARRAY[1, 1]", "!INVALID_FUNCTION_ARGUMENT"),
        ("array", "ARRAY[1, NULL] IN (ARRAY[1, 2], ARRAY[3, 4])", "NULL"),
        ("array", "ARRAY[5, NULL] IN (ARRAY[1, 2], ARRAY[3, 4])", "false"),
        ("array", "SELECT x FROM (VALUES ARRAY[1, 2], ARRAY[1, NULL]) t(x) WHERE x <> ARRAY[1, 2]", ""),

        ("map", "MAP(ARRAY['a', 'b'], ARRAY[1])", "!INVALID_FUNCTION_ARGUMENT"),
        ("map", "split_to_map('k1:v1;k2:', ';', ':')", "{k1=v1, k2=}"),
        ("map", "split_to_map('k:v;', ';', ':')", "{k=v}"),
        ("map", "split_to_map('k;v', ';', ':')", "!INVALID_FUNCTION_ARGUMENT"),
        ("map", "split_to_map('k:1;k:2', ';', ':')", "!INVALID_FUNCTION_ARGUMENT"),
        ("map", "split_to_map('a', ';', ';')", "!INVALID_FUNCTION_ARGUMENT"),
        ("map", "split_to_multimap('k:1;j:3;k:2', ';', ':')", "{k=[1, 2], j=[3]}"),
        ("map", "multimap_from_entries(ARRAY[('a', 1), ('a', 2), ('b', NULL)])", "{a=[1, 2], b=[null]}"),
        ("map", "SELECT map_union(m) FROM (VALUES MAP(ARRAY['a'], ARRAY[1]), NULL, MAP(ARRAY['b', 'c'], ARRAY[2, 3])) t(m)", "{a=1, b=2, c=3}"),
        ("map", "round(cosine_similarity(MAP(ARRAY['a', 'b'], ARRAY[1E0, 1E0]), MAP(ARRAY['a'], ARRAY[1E0])), 4)", "0.7071"),
        ("map", "CAST(MAP(ARRAY[10, 9], ARRAY['x', NULL]) AS json)", "{\"10\":\"x\",\"9\":null}"),
        ("map", "CAST(MAP(ARRAY[0.5, 2.5], ARRAY[true, false]) AS json)", "{\"0.5\":true,\"2.5\":false}"),
        ("map", "CAST(MAP(ARRAY[1E7], ARRAY[MAP(ARRAY[1], ARRAY[0.5])]) AS json)", "{\"1.0E7\":{\"1\":0.5}}"),
        ("map", "CAST(JSON '{\"2\": [1, null], \"10\": null}' AS map(bigint, array(double)))", "{10=null, 2=[1.0, null]}"),
        ("map", "CAST(JSON '{\"x\": 1}' AS map(bigint, bigint))", "!INVALID_CAST_ARGUMENT"),
        ("map", "CAST(JSON '{\"a\": 1, \"b\": null}' AS map(varchar, json))", "{a=1, b=null}"),

        ("row", "SELECT (r).* FROM (VALUES ROW(ROW(7, 'x'))) t(r)", "7|x"),
        ("row", "SELECT t.r.* AS (a, b) FROM (VALUES ROW(CAST(ROW(7, 'x') AS row(m integer, n varchar)))) t(r) ORDER BY a", "7|x"),
        ("row", "SELECT r.* AS (a) FROM (VALUES ROW(ROW(7, 'x'))) t(r)", "!MISMATCHED_COLUMN_ALIASES"),
        ("row", "SELECT 1.5.*", "!TYPE_MISMATCH"),
        ("row", "ROW(1, 'b') < ROW(1, 'c')", "true"),
        ("row", "ROW(2, NULL) > ROW(1, 3)", "true"),
        ("row", "ROW(1, NULL) > ROW(1, 3)", "!INVALID_FUNCTION_ARGUMENT"),
        ("row", "(SELECT 1, 'x')", "{field0=1, field1=x}"),
        ("row", "SELECT a FROM (VALUES (1, 2), (3, 4)) t(a, b) WHERE (a, b) IN (SELECT x, y FROM (VALUES (3, 4)) u(x, y))", "3"),

        ("nan", "SELECT x FROM (VALUES 1E0, nan(), 3E0) t(x) WHERE x > 2E0", "3.0"),
        ("nan", "SELECT x FROM (VALUES 1E0, nan()) t(x) WHERE 2E0 > x", "1.0"),
        ("nan", "SELECT count(*) FROM (VALUES nan()) t(x) WHERE NOT x >= 0E0", "1"),
        ("nan", "SELECT x FROM (VALUES 1, 2) t(x) WHERE x BETWEEN 2E0 AND infinity()", "2"),
        ("nan", "SELECT max(x), min(x), max_by(x, x), min_by(x, x) FROM (VALUES 5E0, nan(), -1E0) t(x)", "5.0|-1.0|5.0|-1.0"),
        ("nan", "SELECT max(x) OVER () FROM (VALUES REAL '1', CAST(nan() AS real)) t(x)", "1.0 / 1.0"),
        ("nan", "greatest(nan(), 4E0, 5E0)", "5.0"),
        ("nan", "least(REAL '3', CAST(nan() AS real))", "3.0"),
        ("nan", "array_min(ARRAY[nan(), 4E0])", "4.0"),
        ("nan", "array_position(ARRAY[nan()], nan())", "0"),
        ("nan", "nan() IN (nan())", "false"),

        ("json", "CAST(JSON '-0.5' AS boolean)", "true"),
        ("json", "CAST(JSON '[\"7\", 7.5, false, null]' AS array(integer))", "[7, 8, 0, null]"),
        ("json", "CAST(JSON '[{\"k\": \"v\"}, null]' AS array(json))", "[{\"k\":\"v\"}, null]"),
        ("json", "CAST(json_parse('\"2026-01-01\"') AS date)", "!TYPE_MISMATCH"),
        ("json", "is_json_scalar('{')", "!INVALID_FUNCTION_ARGUMENT"),

        ("sqljson", "json_exists('{\"items\": [{\"n\": 4}, {\"n\": 6}]}', 'lax $.items ? (@.n > 5)')", "true"),
        ("sqljson", "json_exists('{\"items\": []}', 'lax $.items[*]')", "false"),
        ("sqljson", "json_exists('[1]', 'strict $[4]' UNKNOWN ON ERROR)", "NULL"),
        ("sqljson", "json_exists('nonsense', 'lax $' ERROR ON ERROR)", "!JSON_VALUE_RESULT_ERROR"),
        ("sqljson", "json_value('{\"a\": {\"b\": [10, 20]}}', 'lax $.a.b[last]' RETURNING integer)", "20"),
        ("sqljson", "json_value('{\"a\": null}', 'lax $.a')", "NULL"),
        ("sqljson", "json_value('{\"a\": {}}', 'lax $.a' DEFAULT 'object' ON ERROR)", "object"),
        ("sqljson", "json_value('{}', 'lax $.a' RETURNING bigint DEFAULT -1 ON EMPTY)", "-1"),
        ("sqljson", "json_value('{\"a\": \"x\"}', 'lax $.a' RETURNING bigint DEFAULT 5 ON ERROR)", "5"),
        ("sqljson", "json_value('{\"a\": 6}', 'lax $.a * $factor' PASSING 7 AS \"factor\" RETURNING integer)", "42"),
        ("sqljson", "json_value('[4, 5]', 'lax $[0] - $[1]')", "-1"),
        ("sqljson", "json_value('{\"a\": 7.9}', 'lax $.a.floor()')", "7"),
        ("sqljson", "json_value('true', 'lax $.type()')", "boolean"),
        ("sqljson", "json_query('{\"a\": {\"b\": 1}}', 'lax $.a')", "{\"b\":1}"),
        ("sqljson", "json_query('[{\"a\": 1}, {\"a\": 2}]', 'lax $.a' WITH WRAPPER)", "[1,2]"),
        ("sqljson", "json_query('[[1]]', 'lax $[0]' WITH CONDITIONAL WRAPPER)", "[1]"),
        ("sqljson", "json_query('{\"b\": 1, \"a\": \"x\"}', 'lax $.*' WITH WRAPPER)", "[1,\"x\"]"),
        ("sqljson", "json_query('[1, 2]', 'lax $[*]' EMPTY OBJECT ON ERROR)", "{}"),
        ("sqljson", "json_query('{\"t\": \"it\"}', 'lax $.t' OMIT QUOTES)", "it"),
        ("sqljson", "json_query('{\"a\": {\"x\": {\"x\": 1}}}', 'lax $..x' WITH WRAPPER)", "[{\"x\":1},1]"),
        ("sqljson", "json_exists('[1, \"2\", null]', 'lax $[*] ? ((@ == 2) is unknown)')", "true"),
        ("sqljson", "json_exists('{}', 'lax $.')", "!INVALID_PATH"),
        ("sqljson", "json_exists('{}', 'lax $' PASSING 1 AS x)", "true"),
        ("sqljson", "json_object('a': 1)", "!NOT_SUPPORTED"),

        ("ip", "IPADDRESS '192.168.0.1'", "192.168.0.1"),
        ("ip", "CAST('2001:DB8::1' AS ipaddress)", "2001:db8::1"),
        ("ip", "CAST(IPADDRESS '1:0:0:2:0:0:0:3' AS varchar)", "1:0:0:2::3"),
        ("ip", "IPADDRESS '9.0.0.1' < IPADDRESS '10.0.0.1'", "true"),
        ("ip", "IPADDRESS '::ffff:9.0.0.1' = IPADDRESS '9.0.0.1'", "true"),
        ("ip", "contains('172.16.0.0/12', IPADDRESS '172.31.255.255')", "true"),
        ("ip", "contains('172.16.0.0/12', IPADDRESS '172.32.0.0')", "false"),
        ("ip", "contains('fe80::/10', IPADDRESS 'febf::1')", "true"),
        ("ip", "contains('10.0.0.0/33', IPADDRESS '10.0.0.1')", "!INVALID_FUNCTION_ARGUMENT"),
        ("ip", "try_cast('256.1.1.1' AS ipaddress)", "NULL"),
        ("ip", "SELECT x FROM (VALUES IPADDRESS '10.0.0.2', IPADDRESS '9.9.9.9') t(x) ORDER BY x", "9.9.9.9 / 10.0.0.2"),
        ("ip", "typeof(CAST(NULL AS ipaddress))", "ipaddress"),

        ("binary", "lpad(X'01', 3, X'0A0B')", "0a 0b 01"),
        ("binary", "rpad(X'0102', 1, X'0A')", "01"),
        ("binary", "substr(X'010203', -2)", "02 03"),
        ("binary", "reverse(X'0102')", "02 01"),
        ("binary", "to_base32(X'00FF')", "AD7Q===="),
        ("binary", "from_base32('AD7Q====')", "00 ff"),
        ("binary", "from_base32('1')", "!INVALID_FUNCTION_ARGUMENT"),
        ("binary", "to_hex(hmac_sha256(to_utf8('what do ya want for nothing?'), to_utf8('Jefe')))", "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"),
        ("binary", "to_hex(xxhash64(to_utf8('a')))", "D24EC4F1A98C6E5B"),
        ("binary", "to_hex(to_big_endian_32(258))", "00000102"),
        ("binary", "from_big_endian_64(X'FFFFFFFFFFFFFFFE')", "-2"),
        ("binary", "to_hex(to_ieee754_32(REAL '-2'))", "C0000000"),
        ("binary", "from_ieee754_64(X'4008000000000000')", "3.0"),
        ("binary", "from_utf8(X'41FF42', '?')", "A?B"),

        ("text", "soundex('Robert')", "R163"),
        ("text", "soundex('Ashcraft')", "A261"),
        ("text", "luhn_check('79927398713')", "true"),
        ("text", "luhn_check('79927398710')", "false"),
        ("text", "length(normalize('é', NFD))", "2"),
        ("text", "regexp_position('ab12cd34', '\\d+', 1, 2)", "7"),
        ("text", "regexp_position('ab12', '\\d', 9)", "-1"),
        ("text", "regexp_replace('k=v', '(?<key>\\w)=(?<value>\\w)', '${value}=${key}')", "v=k"),
        ("text", "regexp_replace('k', '(?<key>\\w)', '${other}')", "!INVALID_FUNCTION_ARGUMENT"),
        ("text", "CAST(1234 AS varchar(3))", "!INVALID_CAST_ARGUMENT"),
        ("text", "CAST(true AS varchar(3))", "!INVALID_CAST_ARGUMENT"),
        ("text", "CAST('1234' AS varchar(3))", "123"),
        ("text", "'a' LIKE 'a' ESCAPE NULL", "NULL"),

        ("math", "truncate(DECIMAL '9.876', 2)", "9.870"),
        ("math", "truncate(-1234, -2)", "-1200"),
        ("math", "width_bucket(5E0, ARRAY[1E0, 5E0, 9E0])", "2"),
        ("math", "width_bucket(5E0, ARRAY[2E0, 1E0])", "!INVALID_FUNCTION_ARGUMENT"),
        ("math", "width_bucket(1E0, 2E0, 2E0, 4)", "!INVALID_FUNCTION_ARGUMENT"),
        ("math", "bit_count(-2, 4)", "3"),
        ("math", "bit_count(8, 4)", "!INVALID_FUNCTION_ARGUMENT"),
        ("math", "round(normal_cdf(10, 2, 12), 4)", "0.8413"),
        ("math", "round(inverse_normal_cdf(10, 2, 0.8413447461E0), 4)", "12.0"),
        ("math", "normal_cdf(0, 0, 1)", "!INVALID_FUNCTION_ARGUMENT"),
        ("math", "round(wilson_interval_upper(5, 10, 1.96), 4)", "0.7634"),

        ("interval", "INTERVAL '3 04:05:06.789' DAY TO SECOND", "3 04:05:06.789"),
        ("interval", "INTERVAL '3 04' DAY TO HOUR", "3 04:00:00.000"),
        ("interval", "INTERVAL '3 04' DAY TO SECOND", "3 04:00:00.000"),
        ("interval", "INTERVAL '90:30' MINUTE TO SECOND", "0 01:30:30.000"),
        ("interval", "INTERVAL -'2-6' YEAR TO MONTH", "-2-6"),
        ("interval", "INTERVAL '04:05' DAY TO SECOND", "!INVALID_LITERAL"),
        ("interval", "INTERVAL '1-2' DAY TO HOUR", "!INVALID_LITERAL"),
        ("interval", "INTERVAL '10' HOUR / 4", "0 02:30:00.000"),
        ("interval", "0.5 * INTERVAL '3' DAY", "1 12:00:00.000"),
        ("interval", "INTERVAL '3' YEAR * 0.5E0", "1-6"),
        ("interval", "SELECT sum(x), avg(x) FROM (VALUES INTERVAL '1' YEAR, INTERVAL '6' MONTH) t(x)", "1-6|0-9"),
        ("interval", "TIMESTAMP '2026-01-31 00:00:00' + INTERVAL '1 12' DAY TO HOUR", "2026-02-01 12:00:00.000"),

        ("time", "typeof(TIME '10:11:12.1234')", "time(4)"),
        ("time", "CAST(TIME '10:11:12.1234' AS varchar)", "10:11:12.1234"),
        ("time", "CAST(TIME '10:11:12.55' AS time(1))", "10:11:12.600"),
        ("time", "CAST(TIME '23:59:59.9' AS time(0))", "00:00:00.000"),
        ("time", "TIME '00:10:00' - INTERVAL '20' MINUTE", "23:50:00.000"),
        ("time", "TIME '12:00:00' - TIME '13:30:00'", "-0 01:30:00.000"),
        ("time", "second(TIME '10:11:12')", "12"),
        ("time", "date_diff('minute', TIME '10:00:00', TIME '10:59:59')", "59"),
        ("time", "date_trunc('minute', TIME '10:11:12.345')", "10:11:00.000"),
        ("time", "month(TIME '10:11:12')", "!FUNCTION_NOT_FOUND"),
        ("time", "date_trunc('day', TIME '10:11:12')", "!INVALID_FUNCTION_ARGUMENT"),
        ("time", "CAST(TIMESTAMP '2026-01-01 10:11:12.987' AS time)", "10:11:12.987"),
        ("time", "TIME '10:11:12+02:00'", "!NOT_SUPPORTED"),
        ("time", "CAST('10:11' AS time with time zone)", "!NOT_SUPPORTED"),
        ("time", "TIMESTAMP '2026-01-01 00:00:00.1234567'", "!NOT_SUPPORTED"),
        ("time", "CAST('2026-01-01 00:00:00.4999999' AS timestamp(0))", "2026-01-01 00:00:00.000"),
        ("time", "to_iso8601(TIMESTAMP '2026-01-01 10:00:00')", "2026-01-01T10:00:00"),
        ("time", "EXTRACT(MILLISECOND FROM TIMESTAMP '2026-01-01 10:00:00')", "!SYNTAX_ERROR"),
        ("time", "from_unixtime(0, -3, -30)", "1969-12-31 20:30:00.000 -03:30"),

        ("aggregate", "SELECT cardinality(approx_set(x)) FROM (VALUES 'a', 'b', 'a', NULL) t(x)", "2"),
        ("aggregate", "SELECT cardinality(merge(s)) FROM (SELECT approx_set(x) AS s FROM (VALUES (1, 5), (2, 5), (2, 6)) t(g, x) GROUP BY g)", "2"),
        ("aggregate", "SELECT approx_set(x) FROM (VALUES 1) t(x)", "!NOT_SUPPORTED"),
        ("aggregate", "SELECT approx_most_frequent(2, x, 100) FROM (VALUES 7, 7, 7, 8, 8, 9) t(x)", "{7=3, 8=2}"),
        ("aggregate", "SELECT approx_percentile(x, w, 0.9E0) FROM (VALUES (1, 8), (2, 1), (3, 1)) t(x, w)", "2"),
        ("aggregate", "SELECT approx_percentile(x, w, ARRAY[0.1E0, 1E0]) FROM (VALUES (1, 8), (2, 1), (3, 1)) t(x, w)", "[1, 3]"),
        ("aggregate", "SELECT array_agg(x ORDER BY x) OVER () FROM (VALUES 1) t(x)", "!NOT_SUPPORTED"),

        ("query", "SELECT x FROM (VALUES 3, 1, 1, 2) t(x) ORDER BY x FETCH FIRST 1 ROW WITH TIES", "1 / 1"),
        ("query", "SELECT g, count(*) FROM (VALUES 'a', 'a', 'b', 'b', 'c') t(g) GROUP BY g ORDER BY 2 DESC FETCH FIRST ROW WITH TIES", "a|2 / b|2"),
        ("query", "VALUES 4, 5, 5 ORDER BY 1 DESC FETCH NEXT 1 ROW WITH TIES", "5 / 5"),
        ("query", "SELECT x FROM (VALUES 1) t(x) FETCH FIRST 1 ROW WITH TIES", "!MISSING_ORDER_BY"),
        ("query", "WITH RECURSIVE t(n, p) AS (VALUES (1, 1) UNION ALL SELECT n + 1, p * 2 FROM t WHERE n < 5) SELECT max(p) FROM t", "16"),
        ("query", "WITH RECURSIVE t(n) AS (VALUES 1 UNION SELECT n % 3 + 1 FROM t WHERE n < 3) SELECT n FROM t ORDER BY n", "1 / 2 / 3"),
        ("query", "WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 11) SELECT count(*) FROM t", "11"),
        ("query", "WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t", "!INVALID_FUNCTION_ARGUMENT"),
        ("query", "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t", "!MISSING_COLUMN_ALIASES"),
        ("query", "SELECT EXISTS (SELECT o.* FROM (VALUES 1) i(x) WHERE i.x = o.y) FROM (VALUES 1, 2) o(y) ORDER BY 1", "false / true"),
        ("query", "SELECT a FROM (VALUES ARRAY[1]) t(a) LEFT JOIN UNNEST(a) u(y) ON y = 1", "!NOT_SUPPORTED"),
        ("query", "SELECT k FROM (VALUES 1) t(k) JOIN (VALUES 1) u(k) USING (k, k)", "!DUPLICATE_COLUMN_NAME"),
    ];

    public static TheoryData<string> Kinds => new(Cases.Select(one => one.Kind).Distinct());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Execute_Family_GivesTrinosValues(string kind)
    {
        List<string> differences = [];
        foreach (var (_, sql, expected) in Cases.Where(one => one.Kind == kind))
        {
            var got = await ResultAsync(sql);
            if (got != expected) { differences.Add($"{sql}: {got}, expected {expected}"); }
        }

        differences.ShouldBeEmpty();
    }

    // Twice the text in each level: without a bound, 40 levels are 2^40 bytes.
    [Fact]
    public async Task Execute_TextThatDoubles_EndsAtTheMemoryLimit()
    {
        var sql = Enumerable.Range(0, 40).Aggregate("SELECT 'abcdefgh' AS x FROM (VALUES 1, 2) t(y)", (inner, _) => $"SELECT x || x AS x FROM ({inner})");

        (await lake.FailAsync($"SELECT length(x) FROM ({sql})")).Code.ShouldBe("EXCEEDED_GLOBAL_MEMORY_LIMIT");
    }

    async Task<string> ResultAsync(string sql)
    {
        try
        {
            var isQuery = sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("VALUES", StringComparison.Ordinal) || sql.StartsWith("WITH", StringComparison.Ordinal);
            return string.Join(" / ", await lake.RowsAsync(isQuery ? sql : $"SELECT {sql}"));
        }
        catch (LocalAthenaQueryException failure)
        {
            return $"!{failure.Code}";
        }
    }
}
