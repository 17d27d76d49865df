namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>A name as written; names compare without regard to case, quoted or not, as Trino does.</summary>
readonly record struct SqlName(string Value, bool Quoted, SqlPosition Position)
{
    internal string Folded => Value.ToLowerInvariant();

    /// <summary>As Trino's formatter prints it: quoted only where it has to be.</summary>
    public override string ToString() => Quoted || !SqlWords.IsPlainName(Value) ? SqlText.Name(Value) : Value;
}
