using System.Collections.ObjectModel;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The class that reads and writes rows, with its properties.</summary>
sealed record HiveSerDe(string? SerializationLibrary)
{
    internal IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
