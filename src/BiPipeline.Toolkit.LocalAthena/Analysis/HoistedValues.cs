using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>Values computed outside of a TRY and handed in through a lambda of this name.</summary>
sealed class HoistedValues(string lambda)
{
    readonly List<string> _values = [];

    internal Typed Add(string sql, TrinoType type)
    {
        _values.Add(sql);
        return new($"{lambda}.h{Conversion.Number(_values.Count - 1)}", type);
    }

    /// <summary>NULL instead of the errors of <paramref name="sql"/>.</summary>
    internal string Try(string sql) => _values.Count == 0
        ? $"TRY({sql})"
        : $"list_transform([struct_pack({string.Join(", ", _values.Select((value, i) => $"h{Conversion.Number(i)} := {value}"))})], "
            + $"lambda {lambda}: TRY({sql}))[1]";
}
