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
    static readonly FrozenDictionary<string, FunctionEntry> Entries = All().Select(TextLengths.Declare)
        .ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>All functions, in no particular order.</summary>
    internal static IReadOnlyList<FunctionEntry> Known => Entries.Values;

    /// <summary>The functions for a translation.</summary>
    internal static IFunctionCatalog Catalog { get; } = new Entrance();

    static FunctionEntry? Find(string name) => Entries.GetValueOrDefault(name);

    static bool IsKnownToAthena(string name) =>
        MissingFunctions.Contains(name) || name.StartsWith("st_", StringComparison.Ordinal);

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
            .. MoreBinary(),
            .. Formats(),
            .. MoreArrays(),
            .. Sketches(),
            .. JsonPaths(),
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
            ExpressionTranslator.Named(values, names =>
            {
                DuckSql extreme = type is TrinoType.DoubleType or TrinoType.RealType
                    ? $"coalesce({function}({DuckSql.Join(", ", names.Select(NotNaN))}), {names[0]})"
                    : type is TrinoType.TimestampTzType
                        ? Pick(names, function == "greatest" ? ">" : "<")
                        : $"{function}({DuckSql.Join(", ", names)})";
                return $"CASE WHEN {ExpressionTranslator.AllPresent(names)} THEN {extreme} END";
            }),
            type);
    }

    sealed class Entrance : IFunctionCatalog
    {
        public FunctionEntry? Find(string name) => FunctionTable.Find(name);

        public bool IsKnownToAthena(string name) => FunctionTable.IsKnownToAthena(name);
    }

    // DuckDB takes NaN as the largest number; in Athena another number is greater and smaller than it.
    static DuckSql NotNaN(DuckSql number) => $"CASE WHEN NOT isnan({number}) THEN {number} END";

    // The first of the values that no other one exceeds.
    static DuckSql Pick(IReadOnlyList<DuckSql> values, string better) => values.Skip(1).Aggregate(
        values[0],
        (best, value) => DuckSql.Let(best, one => $"CASE WHEN ({value}).t {better} ({one}).t THEN {value} ELSE {one} END"));
}
