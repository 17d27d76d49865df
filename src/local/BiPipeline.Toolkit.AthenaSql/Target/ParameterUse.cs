namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary>A node's use of a parameter that is bound outside it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="IsSeveral">Whether the parameter is written more than once, or in a lambda, which runs more than once.</param>
readonly record struct ParameterUse(DuckParameter Parameter, bool IsSeveral)
{
    internal static IReadOnlyList<ParameterUse> None { get; } = [];

    /// <summary>Combines the uses of consecutive nodes.</summary>
    internal static IReadOnlyList<ParameterUse> Sum(IEnumerable<DuckSql> nodes, IEnumerable<ParameterUse>? more = null)
    {
        List<ParameterUse>? sum = null;
        foreach (var use in nodes.SelectMany(node => node.Uses).Concat(more ?? []))
        {
            sum ??= [];
            var known = sum.FindIndex(one => ReferenceEquals(one.Parameter, use.Parameter));
            if (known < 0) { sum.Add(use); }
            else { sum[known] = use with { IsSeveral = true }; }
        }
        return sum ?? None;
    }
}
