using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    // The position of an element is the number of elements before it. Equal ones keep their order.
    static Typed SortByComparator(CallSite call)
    {
        if (call[0].Type is not TrinoType.ArrayType array) { throw call.Unexpected(); }
        var list = call[0].Sql;
        var (element, other) = (new DuckParameter(), new DuckParameter());
        var compared = call.Apply(1, new($"{list}[{other}]", array.Element), new($"{list}[{element}]", array.Element));
        if (Conversion.TryCoerce(compared, L) is not { } order) { throw call.Unexpected(); }
        DuckSql isBefore =
            $"CASE WHEN {other} = {element} THEN false ELSE CASE {LocalFunctions.CheckOrder}(coalesce({order.Sql}, 2)) "
            + $"WHEN -1 THEN true WHEN 0 THEN {other} < {element} ELSE false END END";
        DuckSql indexes = $"range(1, len({list}) + 1)";
        DuckSql place = $"struct_pack(n_ := len(list_filter({indexes}, {new DuckLambda([other], isBefore)})), i_ := {element})";
        DuckSql places = $"list_sort(list_transform({indexes}, {new DuckLambda([element], place)}))";
        return new($"list_transform({places}, {DuckSql.Lambda(one => $"{list}[{one}.i_]")})", array);
    }

    // The text is cut into what is before each match and the groups of the match, for no function of DuckDB calls a lambda for a match.
    static Typed ReplaceByLambda(CallSite call)
    {
        DuckSql parts = $"{LocalFunctions.RegexpParts}({call.Text(0)}, {call.Text(1)})";
        return new(
            DuckSql.Let(parts, all => DuckSql.Let($"{LocalFunctions.RegexpGroups}({call.Text(1)})", groups =>
            {
                var match = new DuckParameter();
                DuckSql start = $"({match} * ({groups} + 1) + 1)";
                var replaced = call.Apply(2, new Typed($"list_slice({all}, {start} + 1, {start} + {groups})", Texts));
                if (Conversion.TryCoerce(replaced, V) is not { } text) { throw call.Unexpected(); }
                DuckSql one = $"{all}[{start}] || {text.Sql}";
                DuckSql matches = $"list_transform(range(0, (len({all}) - 1) // ({groups} + 1)), {new DuckLambda([match], one)})";
                // A match that becomes NULL makes NULL of the whole text.
                return DuckSql.Let(matches, parts =>
                    $"CASE WHEN NOT {HasNull(parts)} THEN coalesce(array_to_string({parts}, ''), '') || {all}[-1] END");
            })),
            V);
    }

    // DuckDB's reduce has one type for elements and state; so a list contains a pair of both.
    static Typed Fold(CallSite call, DuckSql list, TrinoType element, int initial, int step)
    {
        // Text grows with every step.
        var state = call[initial].Type.IsText ? V : call[initial].Type;
        var (before, next) = (new DuckParameter(), new DuckParameter());
        var stepped = call.Apply(step, new($"{before}.st_", state), new($"{next}.el_", element));
        if (!TypeRules.CanCoerce(stepped.Type, state))
        {
            state = TypeRules.CommonType(state, stepped.Type) ?? throw call.Unexpected();
            stepped = call.Apply(step, new($"{before}.st_", state), new($"{next}.el_", element));
        }
        var pair = $"STRUCT(st_ {state.DuckDb}, el_ {element.DuckDb})";
        DuckSql elements = $"list_transform({list}, {DuckSql.Lambda(one => $"CAST(struct_pack(st_ := NULL, el_ := {one}) AS {pair})")})";
        DuckSql body = $"CAST(struct_pack(st_ := {Conversion.Coerce(stepped, state).Sql}, el_ := NULL) AS {pair})";
        DuckSql first = $"CAST(struct_pack(st_ := {call.As(initial, state)}, el_ := NULL) AS {pair})";
        return new($"list_reduce({elements}, {new DuckLambda([before, next], body)}, {first}).st_", state);
    }

    static Typed Reduce(CallSite call)
    {
        call.Expect(4, 4);
        if (call[0].Type is not TrinoType.ArrayType array) { throw call.Unexpected(); }
        var output = call.Apply(3, Fold(call, call[0].Sql, array.Element, 1, 2));
        return output with { Sql = $"CASE WHEN {call[0].Sql} IS NOT NULL THEN {output.Sql} END" };
    }

    // The states of parts of the rows are not combined: there is one part.
    static Typed ReduceRows(CallSite call)
    {
        call.Expect(4, 4);
        var rows = call.Aggregate("list", call[0].Sql);
        var isValue = DuckSql.Lambda(one => $"{one} IS NOT NULL");
        var type = Fold(call, new DuckParameter(), call[0].Type, 1, 2).Type;
        return new(
            DuckSql.Let($"list_filter({rows}, {isValue})", values =>
                $"CASE WHEN len({values}) > 0 THEN {Fold(call, values, call[0].Type, 1, 2).Sql} END"),
            type);
    }

    static Typed ZipMaps(CallSite call)
    {
        call.Expect(3, 3);
        var (left, right) = (MapType(call, 0), MapType(call, 1));
        var type = TypeRules.CommonType(left.Key, right.Key) ?? throw call.Unexpected();
        var (first, second) = (call.As(0, TrinoType.Map(type, left.Value)), call.As(1, TrinoType.Map(type, right.Value)));
        var key = new DuckParameter();
        var (one, other) = (new Typed($"{first}[{key}]", left.Value), new Typed($"{second}[{key}]", right.Value));
        var body = call.Apply(2, new Typed(key, type), one, other);
        var entry = new DuckLambda([key], $"struct_pack(\"key\" := {key}, \"value\" := {body.Sql})");
        var keys = DistinctList($"list_concat(map_keys({first}), map_keys({second}))", type);
        return new(
            $"CASE WHEN {ExpressionTranslator.AllPresent([first, second])} THEN map_from_entries(list_transform({keys}, {entry})) END",
            TrinoType.Map(type, body.Type));
    }
}
