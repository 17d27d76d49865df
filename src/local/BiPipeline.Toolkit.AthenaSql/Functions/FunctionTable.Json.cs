using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static TrinoType J => TrinoType.Json;

    static IEnumerable<FunctionEntry> Json() =>
    [
        Scalar("json_parse", new Overload(J, $"{LocalFunctions.JsonParse}({{0}})", V)),
        Scalar("json_format", new Overload(V, "{0}", J)),
        Scalar("json_extract", call => JsonPath(call, LocalFunctions.JsonExtract, J)),
        Scalar("json_extract_scalar", call => JsonPath(call, LocalFunctions.JsonExtractScalar, V)),
        Scalar("json_size", call => JsonPath(call, LocalFunctions.JsonSize, L)),
        Scalar("json_array_length", call => new($"{LocalFunctions.JsonArrayLength}({JsonText(call, 1)})", L)),
        Scalar("json_array_get", call => new($"{LocalFunctions.JsonArrayGet}({JsonText(call, 2)}, {call.As(1, L)})", J)),
        Scalar("is_json_scalar", call => new($"{LocalFunctions.JsonIsScalar}({JsonText(call, 1)})", B)),
        Scalar("json_array_contains", call =>
        {
            var json = JsonText(call, 2);
            return Conversion.TryCast(call[1], J) is { } value
                ? new($"{LocalFunctions.JsonArrayContains}({json}, {value.Sql})", B)
                : throw call.Unexpected();
        }),
    ];

    static DuckSql JsonText(CallSite call, int count)
    {
        call.Expect(count, count);
        return call[0].Type is TrinoType.JsonType ? call[0].Sql : call.Text(0);
    }

    static Typed JsonPath(CallSite call, string function, TrinoType type)
    {
        var json = JsonText(call, 2);
        if (call.Literal(1) is { } path && JsonPathText.Problem(path) is { } problem)
        {
            throw call.Invalid($"Invalid JSON path: '{path}': {problem}");
        }
        return new($"{function}({json}, {call.Text(1)})", type);
    }
}
