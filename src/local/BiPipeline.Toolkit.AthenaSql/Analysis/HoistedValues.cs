using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>Values computed outside a TRY and passed to it.</summary>
sealed class HoistedValues
{
    readonly List<(DuckParameter, DuckSql)> _values = [];

    internal Typed Add(DuckSql sql, TrinoType type)
    {
        var name = new DuckParameter();
        _values.Add((name, sql));
        return new(name, type);
    }

    /// <summary>Returns NULL instead of the errors of <paramref name="sql"/>.</summary>
    internal DuckSql Try(DuckSql sql) => DuckLet.Outside(_values, $"TRY({sql})");
}
