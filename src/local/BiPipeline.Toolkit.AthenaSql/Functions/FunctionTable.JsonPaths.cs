using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    const string Null = "NULL";

    static IEnumerable<FunctionEntry> JsonPaths() =>
    [
        Scalar("json_exists", call =>
        {
            var (input, clauses) = JsonInput(call);
            return new($"{LocalFunctions.JsonPathExists}({input}, '{clauses.OnError ?? "FALSE"}')", B);
        }),
        Scalar("json_value", JsonValue),
        Scalar("json_query", call =>
        {
            var (input, clauses) = JsonInput(call);
            if (clauses is { Wrapper: not null, OmitsQuotes: true })
            {
                throw call.Invalid("OMIT QUOTES behavior specified with WITH WRAPPER behavior");
            }
            if (clauses.Returning is { IsText: false })
            {
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    "LocalAthena has json_query of text only",
                    call.Node.Position);
            }
            var omits = clauses.OmitsQuotes ? "true" : "false";
            DuckSql query = $"{LocalFunctions.JsonPathQuery}({input}, '{clauses.Wrapper ?? ""}', {omits}, "
                + $"'{clauses.OnEmpty ?? Null}', '{clauses.OnError ?? Null}')";
            return Conversion.TryCast(new(query, V), clauses.Returning ?? V) ?? throw call.Unexpected();
        }),
    ];

    // The function returns the outcome and the value: what is by default is an expression here.
    static Typed JsonValue(CallSite call)
    {
        var (input, clauses) = JsonInput(call);
        var type = clauses.Returning ?? V;
        DuckSql found =
            $"{LocalFunctions.JsonPathValue}({input}, '{clauses.OnEmpty ?? Null}', '{clauses.OnError ?? Null}')";
        var value = new DuckParameter();
        DuckSql text = $"{value}[2]";
        if (Conversion.TryCast(new(text, V), type) is not { } converted) { throw call.Unexpected(); }
        var next = 1 + clauses.Passing.Count;
        var onEmpty = Default(clauses.OnEmpty);
        var onError = Default(clauses.OnError);
        // A value that is not of the type is an error of the function too.
        DuckSql safe = clauses.OnError == JsonPathOutcome.Error || clauses.Returning is null or { IsText: true }
            ? converted.Sql
            : $"coalesce(TRY({converted.Sql}), CASE WHEN {text} IS NOT NULL THEN {onError} END)";
        return new(
            DuckLet.Of(
                [(value, found)],
                $"CASE {value}[1] WHEN '{JsonPathOutcome.Value}' THEN {safe} WHEN '{JsonPathOutcome.Empty}' THEN {onEmpty} "
                + $"WHEN '{JsonPathOutcome.Failed}' THEN {onError} END"),
            type);

        DuckSql Default(string? clause) => clause == JsonClauses.Default ? call.As(next++, type) : $"CAST(NULL AS {type.DuckDb})";
    }

    static (DuckSql Input, JsonClauses Clauses) JsonInput(CallSite call)
    {
        var clauses = call.Node.Json ?? throw call.Invalid($"{call.Name} is missing its path");
        try
        {
            JsonPathParser.Parse(clauses.Path);
        }
        catch (FormatException exception)
        {
            throw new LocalAthenaQueryException("INVALID_PATH", exception.Message, call.Node.Position);
        }
        DuckSql input = call[0].Type is TrinoType.VarbinaryType ? $"{LocalFunctions.FromUtf8}({call[0].Sql})" : call.Text(0);
        var variables = clauses.Passing.Select((passed, i) =>
        {
            var json = passed.IsJson ? call.Text(i + 1) : JsonConversion.ToJson(call[i + 1]) ?? throw call.Unexpected();
            var name = System.Text.Json.JsonSerializer.Serialize(passed.Name, FunctionJson.Default.String);
            return (DuckSql)$"{SqlText.Literal($"{(i == 0 ? "" : ",")}{name}:")} || coalesce({json}, 'null')";
        }).ToArray();
        DuckSql passing = variables.Length == 0 ? "'{}'" : (DuckSql)$"'{{' || {DuckSql.Join(" || ", variables)} || '}}'";
        return ($"{input}, {SqlText.Literal(clauses.Path)}, {passing}", clauses);
    }
}
