namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary>Writes nodes as text, with names for their parameters.</summary>
sealed class DuckSqlWriter(StringBuilder text)
{
    readonly Dictionary<DuckParameter, string> _names = [];
    readonly Dictionary<DuckParameter, DuckSql> _places = [];

    internal void Append(string part) => text.Append(part);

    /// <summary>Names a parameter and returns the name.</summary>
    internal string Name(DuckParameter parameter, string name)
    {
        _names[parameter] = name;
        return name;
    }

    /// <summary>Writes a value in place of its parameter.</summary>
    internal void Place(DuckParameter parameter, DuckSql value) => _places[parameter] = value;

    internal void WriteParameter(DuckParameter parameter)
    {
        if (_places.TryGetValue(parameter, out var value)) { value.Write(this); }
        else { text.Append(_names[parameter]); }
    }
}
