namespace BiPipeline.Toolkit.AthenaSql;

/// <summary>A position in a statement, from 1:1.</summary>
readonly record struct SqlPosition(int Line, int Column)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");
}
