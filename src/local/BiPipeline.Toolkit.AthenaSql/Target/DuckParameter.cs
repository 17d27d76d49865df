namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary>A parameter of a lambda or the name of a bound value. Compared by reference; the text's writer names it.</summary>
sealed class DuckParameter : DuckSql
{
    internal override bool IsAtom => true;

    internal override int Height => 0;

    protected override int Hash() => 17;

    internal override bool Same(DuckSql other, Dictionary<DuckParameter, DuckParameter> bound) =>
        other is DuckParameter parameter
            && ReferenceEquals(bound.TryGetValue(this, out var partner) ? partner : this, parameter);

    internal override void Write(DuckSqlWriter writer) => writer.WriteParameter(this);

    protected override IReadOnlyList<ParameterUse> FindUses() => [new(this, IsSeveral: false)];
}
