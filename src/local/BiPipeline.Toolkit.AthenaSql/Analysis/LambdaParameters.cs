using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

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
