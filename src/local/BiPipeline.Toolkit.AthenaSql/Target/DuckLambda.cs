namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary><c>lambda x: body</c>, an argument of a list function.</summary>
sealed class DuckLambda(IReadOnlyList<DuckParameter> parameters, DuckSql body) : DuckSql
{
    internal override bool IsAtom => false;

    internal override int Height { get; } = body.Height + 1;

    protected override int Hash() => HashCode.Combine(parameters.Count, body.GetHashCode());

    internal override bool Same(DuckSql other, Dictionary<DuckParameter, DuckParameter> bound) =>
        other is DuckLambda lambda && lambda.HasSame(parameters, body, bound);

    internal override void Write(DuckSqlWriter writer)
    {
        var names = parameters.Select((parameter, i) => writer.Name(parameter, $"v{Height}{(i == 0 ? "" : $"_{i}")}"));
        writer.Append($"lambda {string.Join(", ", names)}: ");
        body.Write(writer);
    }

    protected override IReadOnlyList<ParameterUse> FindUses() =>
        [
            .. body.Uses.Where(use => !parameters.Any(one => ReferenceEquals(one, use.Parameter)))
                .Select(use => use with { IsSeveral = true })
        ];

    bool HasSame(IReadOnlyList<DuckParameter> others, DuckSql otherBody, Dictionary<DuckParameter, DuckParameter> bound)
    {
        if (others.Count != parameters.Count) { return false; }
        for (var i = 0; i < others.Count; i++) { bound[others[i]] = parameters[i]; }
        return otherBody.Same(body, bound);
    }
}
