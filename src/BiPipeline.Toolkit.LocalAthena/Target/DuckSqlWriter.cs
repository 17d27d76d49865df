namespace BiPipeline.Toolkit.LocalAthena.Target;

/// <summary>Writes nodes as text and knows what their parameters are called.</summary>
sealed class DuckSqlWriter(StringBuilder text)
{
    readonly Dictionary<DuckParameter, string> _names = [];
    readonly Dictionary<DuckParameter, DuckSql> _places = [];

    internal void Append(string part) => text.Append(part);

    /// <summary>Gives a parameter its name, and returns it.</summary>
    internal string Name(DuckParameter parameter, string name)
    {
        _names[parameter] = name;
        return name;
    }

    /// <summary>Writes a value where its parameter is.</summary>
    internal void Place(DuckParameter parameter, DuckSql value) => _places[parameter] = value;

    internal void WriteParameter(DuckParameter parameter)
    {
        if (_places.TryGetValue(parameter, out var value)) { value.Write(this); }
        else { text.Append(_names[parameter]); }
    }
}
