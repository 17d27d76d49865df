using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Types;

/// <summary>A field of a row; <c>ROW(1, 2)</c> has fields without names.</summary>
sealed record RowField(string? Name, TrinoType Type)
{
    public override string ToString() =>
        Name is null ? Type.ToString() : $"{(SqlWords.IsPlainName(Name) ? Name : SqlText.Name(Name))} {Type}";
}
