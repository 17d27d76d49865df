namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary><c>[[catalog.]database.]table</c>.</summary>
sealed record QualifiedName(IReadOnlyList<SqlName> Parts)
{
    internal SqlPosition Position => Parts[0].Position;

    internal SqlName Last => Parts[^1];

    public override string ToString() => string.Join('.', Parts);
}
