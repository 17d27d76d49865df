using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static TrinoType V => TrinoType.Varchar;
    static TrinoType L => TrinoType.Bigint;
    static TrinoType D => TrinoType.Double;
    static TrinoType B => TrinoType.Boolean;
    static TrinoType Texts => TrinoType.Array(TrinoType.Varchar);

    static IEnumerable<FunctionEntry> Text() =>
    [
        Scalar("length", new(L, "CAST(length({0}) AS BIGINT)", V), new(L, "CAST(octet_length({0}) AS BIGINT)", TrinoType.Varbinary)),
        Scalar("lower", call => Same(call, "lower")),
        Scalar("upper", call => Same(call, LocalFunctions.Upper)),
        Scalar(
            "reverse",
            call => call[0].Type switch
            {
                TrinoType.ArrayType => new($"list_reverse({call[0].Sql})", call[0].Type),
                TrinoType.VarbinaryType => new($"{LocalFunctions.ReverseBytes}({call[0].Sql})", call[0].Type),
                _ => Same(call, "reverse"),
            }),
        Scalar("trim", Overloads(LocalFunctions.Trim, "'BOTH'")),
        Scalar("ltrim", Overloads(LocalFunctions.Trim, "'LEADING'")),
        Scalar("rtrim", Overloads(LocalFunctions.Trim, "'TRAILING'")),
        .. Scalar(
            "substr",
            new Overload(V, $"{LocalFunctions.Substr}({{0}}, {{1}}, CAST(9223372036854775807 AS BIGINT))", V, L),
            new Overload(V, $"{LocalFunctions.Substr}({{0}}, {{1}}, {{2}})", V, L, L),
            new Overload(Bin, $"{LocalFunctions.SubstrBytes}({{0}}, {{1}}, CAST(9223372036854775807 AS BIGINT))", Bin, L),
            new Overload(Bin, $"{LocalFunctions.SubstrBytes}({{0}}, {{1}}, {{2}})", Bin, L, L)).Alias("substring"),
        Scalar(
            "strpos",
            new(L, $"{LocalFunctions.Strpos}({{0}}, {{1}}, CAST(1 AS BIGINT))", V, V),
            new(L, $"{LocalFunctions.Strpos}({{0}}, {{1}}, {{2}})", V, V, L)),
        Scalar(
            "replace",
            new(V, $"{LocalFunctions.Replace}({{0}}, {{1}}, {{2}})", V, V, V),
            new(V, $"{LocalFunctions.Replace}({{0}}, {{1}}, '')", V, V)),
        Scalar(
            "lpad",
            new(V, $"{LocalFunctions.Pad}({{0}}, {{1}}, {{2}}, true)", V, L, V),
            new(Bin, $"{LocalFunctions.PadBytes}({{0}}, {{1}}, {{2}}, true)", Bin, L, Bin)),
        Scalar(
            "rpad",
            new(V, $"{LocalFunctions.Pad}({{0}}, {{1}}, {{2}}, false)", V, L, V),
            new(Bin, $"{LocalFunctions.PadBytes}({{0}}, {{1}}, {{2}}, false)", Bin, L, Bin)),
        Scalar(
            "split",
            new(Texts, $"{LocalFunctions.Split}({{0}}, {{1}}, CAST(2147483647 AS BIGINT))", V, V),
            new(Texts, $"{LocalFunctions.Split}({{0}}, {{1}}, {{2}})", V, V, L)),
        Scalar("split_part", new Overload(V, $"{LocalFunctions.SplitPart}({{0}}, {{1}}, {{2}})", V, V, L)),
        Scalar("levenshtein_distance", new Overload(L, $"{LocalFunctions.Levenshtein}({{0}}, {{1}})", V, V)),
        Scalar("hamming_distance", new Overload(L, $"{LocalFunctions.Hamming}({{0}}, {{1}})", V, V)),
        Scalar("starts_with", new Overload(B, "starts_with({0}, {1})", V, V)),
        Scalar("chr", new Overload(V, $"{LocalFunctions.Chr}({{0}})", L)),
        Scalar("codepoint", new Overload(TrinoType.Integer, $"{LocalFunctions.Codepoint}({{0}})", V)),
        Scalar("translate", new Overload(V, $"{LocalFunctions.Translate}({{0}}, {{1}}, {{2}})", V, V, V)),
        Scalar("to_utf8", new Overload(TrinoType.Varbinary, "encode({0})", V)),
        Scalar(
            "from_utf8",
            new(V, $"{LocalFunctions.FromUtf8}({{0}})", Bin),
            new(V, $"{LocalFunctions.FromUtf8Replacing}({{0}}, {{1}})", Bin, V),
            new(V, $"{LocalFunctions.FromUtf8Replacing}({{0}}, chr(CAST({{1}} AS INTEGER)))", Bin, L)),
        Scalar("concat", Concat),
        Scalar("concat_ws", call =>
        {
            call.Expect(2, 254);
            return call[1].Type is TrinoType.ArrayType
                ? new($"{LocalFunctions.Join}({call.As(1, Texts)}, {call.Text(0)})", V)
                : new($"{LocalFunctions.Join}([{All(call, 1, V)}], {call.Text(0)})", V);
        }),
    ];

    static Overload[] Overloads(string function, string mode) =>
        [new(V, $"{function}({{0}}, {mode}, chr(0))", V), new(V, $"{function}({{0}}, {mode}, {{1}})", V, V)];

    static Typed Same(CallSite call, string function)
    {
        call.Expect(1, 1);
        return call[0].Type is TrinoType.VarcharType or TrinoType.CharType
            ? new($"{function}({call[0].Sql})", call[0].Type)
            : new($"{function}({call.Text(0)})", V);
    }

    static Typed Concat(CallSite call)
    {
        call.Expect(2, 127);
        if (call.Count == 2 && ExpressionTranslator.Chars(call[0], call[1]) is { } chars) { return chars; }
        if (call.Arguments.All(argument => argument.Type.IsText || argument.Type is TrinoType.UnknownType))
        {
            return new(
                Enumerable.Range(1, call.Count - 1)
                    .Aggregate(call.Text(0), (text, i) => ExpressionTranslator.Concatenated(text, call.Text(i), TrinoType.UnboundedLength)),
                V);
        }
        if (call.Arguments.All(argument => argument.Type is TrinoType.VarbinaryType))
        {
            return new($"({DuckSql.Join(" || ", call.Arguments.Select(argument => argument.Sql))})", TrinoType.Varbinary);
        }
        if (call.Count == 2)
        {
            return ExpressionTranslator.ArrayAnd(call.Node.Position, call[0], call[1]) ?? throw call.Unexpected();
        }
        return call.Common(0) is TrinoType.ArrayType type
            ? ExpressionTranslator.ArrayConcat(type, [.. Enumerable.Range(0, call.Count).Select(i => call.As(i, type))])
            : throw call.Unexpected();
    }

    static IEnumerable<FunctionEntry> Regex() =>
    [
        Scalar("regexp_like", new Overload(B, $"{LocalFunctions.RegexpLike}({{0}}, {{1}})", V, V)),
        Scalar(
            "regexp_extract",
            new(V, $"{LocalFunctions.RegexpExtract}({{0}}, {{1}}, CAST(0 AS BIGINT))", V, V),
            new(V, $"{LocalFunctions.RegexpExtract}({{0}}, {{1}}, {{2}})", V, V, L)),
        Scalar(
            "regexp_extract_all",
            new(Texts, $"{LocalFunctions.RegexpExtractAll}({{0}}, {{1}}, CAST(0 AS BIGINT))", V, V),
            new(Texts, $"{LocalFunctions.RegexpExtractAll}({{0}}, {{1}}, {{2}})", V, V, L)),
        Scalar("regexp_replace", call =>
        {
            call.Expect(2, 3);
            if (call.Count == 3 && call.Node.Arguments[2] is Sql.Expression.Lambda) { return ReplaceByLambda(call); }
            return call.Pick(
                new Overload(V, $"{LocalFunctions.RegexpReplace}({{0}}, {{1}}, '')", V, V),
                new Overload(V, $"{LocalFunctions.RegexpReplace}({{0}}, {{1}}, {{2}})", V, V, V));
        }),
        Scalar("regexp_split", new Overload(Texts, $"{LocalFunctions.RegexpSplit}({{0}}, {{1}})", V, V)),
        Scalar("regexp_count", new Overload(L, $"{LocalFunctions.RegexpCount}({{0}}, {{1}})", V, V)),
        Scalar(
            "regexp_position",
            new(L, $"{LocalFunctions.RegexpPosition}({{0}}, {{1}})", V, V),
            new(L, $"{LocalFunctions.RegexpPositionOf}({{0}}, {{1}}, {{2}}, CAST(1 AS BIGINT))", V, V, L),
            new(L, $"{LocalFunctions.RegexpPositionOf}({{0}}, {{1}}, {{2}}, {{3}})", V, V, L, L)),
    ];

    static IEnumerable<FunctionEntry> Url() =>
    [
        .. ((string[])["protocol", "host", "path", "query", "fragment"]).Select(
            part => Scalar($"url_extract_{part}", new Overload(V, $"{LocalFunctions.UrlPart}({{0}}, '{part}')", V))),
        Scalar("url_extract_port", new Overload(L, $"CAST({LocalFunctions.UrlPart}({{0}}, 'port') AS BIGINT)", V)),
        Scalar("url_extract_parameter", new Overload(V, $"{LocalFunctions.UrlParameter}({{0}}, {{1}})", V, V)),
        Scalar("url_encode", new Overload(V, $"{LocalFunctions.UrlEncode}({{0}})", V)),
        Scalar("url_decode", new Overload(V, $"{LocalFunctions.UrlDecode}({{0}})", V)),
    ];

    static IEnumerable<FunctionEntry> Binary() =>
    [
        Scalar("to_hex", new Overload(V, "hex({0})", TrinoType.Varbinary)),
        Scalar("from_hex", new Overload(TrinoType.Varbinary, $"{LocalFunctions.FromHex}({{0}})", V)),
        Scalar("to_base64", new Overload(V, "to_base64({0})", TrinoType.Varbinary)),
        Scalar("from_base64", new Overload(TrinoType.Varbinary, $"{LocalFunctions.FromBase64}({{0}})", V)),
        Scalar("md5", new Overload(TrinoType.Varbinary, "unhex(md5({0}))", TrinoType.Varbinary)),
        Scalar("sha1", new Overload(TrinoType.Varbinary, "unhex(sha1({0}))", TrinoType.Varbinary)),
        Scalar("sha256", new Overload(TrinoType.Varbinary, "unhex(sha256({0}))", TrinoType.Varbinary)),
        Scalar("sha512", new Overload(TrinoType.Varbinary, $"{LocalFunctions.Sha512}({{0}})", TrinoType.Varbinary)),
        Scalar("to_base64url", new Overload(V, $"{LocalFunctions.Base64Url}({{0}})", TrinoType.Varbinary)),
        Scalar("from_base64url", new Overload(TrinoType.Varbinary, $"{LocalFunctions.FromBase64Url}({{0}})", V)),
        Scalar("crc32", new Overload(L, $"{LocalFunctions.Crc32}({{0}})", TrinoType.Varbinary)),
        Scalar("uuid", new Overload(TrinoType.Uuid, "uuid()")),
    ];
}
