using BiPipeline.Toolkit.LocalAthena.Sql;
using BiPipeline.Toolkit.LocalAthena.Target;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>The parameters of the lambdas around an expression, innermost first.</summary>
sealed record LambdaParameters(string Name, Typed Value, LambdaParameters? Outer)
{
    /// <summary>Adds a parameter.</summary>
    internal static LambdaParameters Add(LambdaParameters? outer, SqlName name, DuckParameter parameter, TrinoType type) =>
        new(name.Folded, new(parameter, type), outer);

    internal static Typed? Find(LambdaParameters? parameters, SqlName name)
    {
        for (; parameters is not null; parameters = parameters.Outer)
        {
            if (parameters.Name == name.Folded) { return parameters.Value; }
        }
        return null;
    }
}
