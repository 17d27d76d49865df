namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>A name of a statement. Names compare without regard to case, quoted or not, as in Trino.</summary>
readonly record struct SqlName(string Value, bool Quoted, SqlPosition Position)
{
    internal string Folded => Value.ToLowerInvariant();

    /// <summary>Returns the name as Trino's formatter prints it, quoted only where needed.</summary>
    public override string ToString() => Quoted || !SqlWords.IsPlainName(Value) ? SqlText.Name(Value) : Value;
}
