using BiPipeline.Toolkit.LocalAthena.Sql;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>The parameters of the lambdas around an expression, innermost first.</summary>
sealed record LambdaParameters(string Name, Typed Value, LambdaParameters? Outer)
{
    internal int Depth => 1 + (Outer?.Depth ?? 0);

    /// <summary>Adds a parameter under a generated name: by depth, so that equal lambdas give equal SQL.</summary>
    internal static (LambdaParameters Parameters, string Name) Add(LambdaParameters? outer, SqlName name, TrinoType type)
    {
        var sql = string.Create(CultureInfo.InvariantCulture, $"l{outer?.Depth ?? 0}");
        return (new(name.Folded, new(sql, type), outer), sql);
    }

    internal static Typed? Find(LambdaParameters? parameters, SqlName name)
    {
        for (; parameters is not null; parameters = parameters.Outer)
        {
            if (parameters.Name == name.Folded) { return parameters.Value; }
        }
        return null;
    }
}
