using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class LocalFunctionSet
{
    static IEnumerable<ScalarFunction> JsonPaths()
    {
        var paths = new JsonPathFunctions();
        var text = ScalarType.Varchar;
        return
        [
            Make(LocalFunctions.JsonObject, text,
                call => call.Return(JsonText.Object(call.Texts(0), call.Flag(1))),
                text with { IsList = true }, ScalarType.Boolean),
            Make(LocalFunctions.JsonArray, text,
                call => call.Return($"[{string.Join(',', call.Texts(0).Where(one => one.Length > 0))}]"),
                text with { IsList = true }),
            Make(LocalFunctions.JsonCompact, text, call => call.Return(JsonText.WithoutSpaces(call.Text(0))), text),
            Make(LocalFunctions.JsonPathExists, ScalarType.Boolean, call => call.ReturnOrNull<byte>(
                paths.Exists(call.Text(0), call.Text(1), call.Text(2), call.Text(3)) is { } exists ? Convert.ToByte(exists) : null),
                text, text, text, text),
            Make(LocalFunctions.JsonPathValue, text with { IsList = true },
                call => call.ReturnOrNull(paths.Scalar(call.Text(0), call.Text(1), call.Text(2), call.Text(3), call.Text(4))),
                text, text, text, text, text),
            Make(LocalFunctions.JsonPathQuery, text,
                call => call.ReturnOrNull(
                    paths.Query(call.Text(0), call.Text(1), call.Text(2), (call.Text(3), call.Flag(4)), call.Text(5), call.Text(6))),
                text, text, text, text, ScalarType.Boolean, text, text),
            Make(LocalFunctions.JsonBoolean, text, call => call.ReturnOrNull(JsonText.CastBoolean(call.Text(0))), text),
        ];
    }
}
