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
        Scalar("json_object", JsonObject),
        Scalar("json_array", JsonArray),
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

    static Typed JsonObject(CallSite call)
    {
        var construction = Construction(call);
        var members = new DuckSql[call.Count];
        for (var i = 0; i < members.Length; i += 2)
        {
            // The sign before a key is for one that is NULL, which lists of texts leave out.
            members[i] = $"coalesce('k' || {call.Text(i)}, 'n')";
            members[i + 1] = Member(call, construction, i + 1, construction.Formats[i / 2]);
        }
        var isUnique = construction.HasUniqueKeys ? "true" : "false";
        return Returning(call, construction, $"{LocalFunctions.JsonObject}({List(members)}, {isUnique})");
    }

    static Typed JsonArray(CallSite call)
    {
        var construction = Construction(call);
        var members = Enumerable.Range(0, call.Count).Select(i => Member(call, construction, i, construction.Formats[i]));
        return Returning(call, construction, $"{LocalFunctions.JsonArray}({List([.. members])})");
    }

    static JsonConstruction Construction(CallSite call) =>
        call.Node.Construction ?? throw call.Invalid($"{call.Name} is missing its clauses");

    static DuckSql List(IReadOnlyList<DuckSql> members) => $"CAST([{DuckSql.Join(", ", members)}] AS VARCHAR[])";

    // A value as JSON; an empty text for one that is left out.
    static DuckSql Member(CallSite call, JsonConstruction construction, int argument, bool isJson)
    {
        var value = call[argument];
        var isNested = call.Node.Arguments[argument] is Expression.Call { Construction: not null } or Expression.Call
        {
            Json: not null,
            Name.Folded: "json_query",
        };
        var json = isJson || isNested ? (DuckSql)$"{LocalFunctions.JsonCompact}({call.Text(argument)})"
            : value.Type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType or TrinoType.JsonType ? null
            : JsonConversion.ToJson(value) ?? TextMember(value);
        return json is null
            ? throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have {call.Name} of {value.Type}; add FORMAT JSON to a text",
                call.Node.Arguments[argument].Position)
            : (DuckSql)$"coalesce({json}, '{(construction.OmitsNulls ? "" : "null")}')";
    }

    static DuckSql? TextMember(Typed value) =>
        Conversion.ToText(value) is { } text ? (DuckSql)$"{LocalFunctions.JsonQuote}({text})" : null;

    static Typed Returning(CallSite call, JsonConstruction construction, DuckSql json) => construction.Returning is { IsText: false } type
        ? throw new LocalAthenaQueryException(
            FailureCode.NotSupported,
            $"LocalAthena has {call.Name} of text only, not of {type}",
            call.Node.Position)
        : Conversion.TryCast(new(json, V), construction.Returning ?? V) ?? throw call.Unexpected();

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
