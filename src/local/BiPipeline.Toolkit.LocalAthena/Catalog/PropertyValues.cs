using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The properties of WITH. Their values are literals.</summary>
sealed class PropertyValues
{
    readonly Dictionary<string, Expression> _values = new(StringComparer.Ordinal);

    internal PropertyValues(IReadOnlyList<SqlProperty> properties)
    {
        foreach (var property in properties)
        {
            if (!_values.TryAdd(property.Name.Folded, property.Value))
            {
                throw new LocalAthenaQueryException(
                    "DUPLICATE_PROPERTY",
                    $"Duplicate property: {property.Name.Folded}",
                    property.Name.Position);
            }
        }
    }

    internal IEnumerable<string> Names => _values.Keys;

    internal bool Has(string name) => _values.ContainsKey(name);

    internal string? Text(string name) => !_values.TryGetValue(name, out var value) ? null
        : value is Expression.TextLiteral text ? text.Value
        : throw InvalidValue(name);

    /// <summary>Returns a word of a list in upper case.</summary>
    internal string? Word(string name, IReadOnlyCollection<string> words) => Text(name) is not { } text ? null
        : words.Contains(text.ToUpperInvariant(), StringComparer.Ordinal) ? text.ToUpperInvariant()
        : throw InvalidValue(name);

    /// <summary>Returns an array of names in lower case; an empty one if the property is missing.</summary>
    internal string[] Texts(string name) => !_values.TryGetValue(name, out var value) ? []
        : value is Expression.Array array
            ? [.. array.Items.Select(item => item is Expression.TextLiteral text ? Fold(text.Value) : throw InvalidValue(name))]
            : throw InvalidValue(name);

    internal bool? Flag(string name) => !_values.TryGetValue(name, out var value) ? null
        : value is Expression.BooleanLiteral flag ? flag.Value
        : throw InvalidValue(name);

    internal void CheckNumber(string name)
    {
        if (_values.TryGetValue(name, out var value) && value is not Expression.IntegerLiteral) { throw InvalidValue(name); }
    }

    internal static LocalAthenaQueryException InvalidValue(string name) =>
        Invalid($"Invalid value for catalog 'awsdatacatalog' table property '{name}'");

    internal static LocalAthenaQueryException Unknown(string name) =>
        Invalid($"Catalog 'awsdatacatalog' table property '{name}' does not exist");

    internal static LocalAthenaQueryException Invalid(string message) => new("INVALID_TABLE_PROPERTY", message, new SqlPosition(1, 1));

    /// <summary>Returns a location if it is one of S3.</summary>
    internal static string Location(string location) => location.StartsWith("s3://", StringComparison.Ordinal)
        ? location
        : throw Invalid($"External location is not a valid file system URI: {location}");

    [SuppressMessage("Globalization", "CA1308", Justification = "The catalog converts names to lower case.")]
    static string Fold(string name) => name.ToLowerInvariant();
}
