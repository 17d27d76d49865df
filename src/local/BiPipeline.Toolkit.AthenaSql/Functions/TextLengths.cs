using System.Collections.Frozen;
using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

/// <summary>The lengths of texts that functions declare by the lengths of their arguments (Trino, the functions' signatures).</summary>
static class TextLengths
{
    static readonly FrozenDictionary<string, Func<CallSite, long?>> Lengths = new Dictionary<string, Func<CallSite, long?>>(
        StringComparer.Ordinal)
    {
        ["chr"] = _ => 1,
        ["replace"] = call => Of(call, 0) is { } x ? (call.Count == 2 ? x : Of(call, 2) is { } z ? x + (z * (x + 1)) : null) : null,
        ["regexp_replace"] = Replaced,
        ["url_encode"] = call => Of(call, 0) * 12,
        ["json_extract_scalar"] = First,
        ["ltrim"] = First,
        ["regexp_extract"] = First,
        ["regexp_extract_all"] = First,
        ["regexp_split"] = First,
        ["rtrim"] = First,
        ["split"] = First,
        ["split_part"] = First,
        ["substr"] = First,
        ["substring"] = First,
        ["trim"] = First,
        ["word_stem"] = First,
        ["url_decode"] = First,
        ["url_extract_fragment"] = First,
        ["url_extract_host"] = First,
        ["url_extract_parameter"] = First,
        ["url_extract_path"] = First,
        ["url_extract_protocol"] = First,
        ["url_extract_query"] = First,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Returns the function with the length of its result.</summary>
    internal static FunctionEntry Declare(FunctionEntry entry)
    {
        if (!Lengths.TryGetValue(entry.Name, out var length)) { return entry; }
        return entry with
        {
            Translate = call =>
            {
                var value = entry.Translate(call);
                return length(call) is { } most && most < TrinoType.UnboundedLength
                    ? value with { Type = Bounded(value.Type, (int)most) }
                    : value;
            },
        };
    }

    static TrinoType Bounded(TrinoType type, int length) => type switch
    {
        TrinoType.VarcharType => new TrinoType.VarcharType(length),
        TrinoType.ArrayType { Element: TrinoType.VarcharType } => TrinoType.Array(new TrinoType.VarcharType(length)),
        _ => type,
    };

    static long? First(CallSite call) => Of(call, 0);

    static long? Replaced(CallSite call)
    {
        if (call.Count == 2) { return Of(call, 0); }
        if (call.Node.Arguments[2] is Sql.Expression.Lambda || Of(call, 0) is not { } x || Of(call, 2) is not { } y) { return null; }
        return x + (Math.Max(x * y / 2, y) * (x + 1));
    }

    static long? Of(CallSite call, int argument) => call[argument].Type switch
    {
        TrinoType.VarcharType { Length: < TrinoType.UnboundedLength } type => type.Length,
        TrinoType.CharType type => type.Length,
        _ => null,
    };
}
