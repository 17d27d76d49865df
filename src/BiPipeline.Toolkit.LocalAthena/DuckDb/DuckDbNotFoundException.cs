namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>libduckdb can't be loaded; the message says what was looked for and how to get it.</summary>
public sealed class DuckDbNotFoundException : Exception
{
    internal DuckDbNotFoundException(string problem)
        : base($"{problem} Run 'npm ci' in eng/native, or set {DuckDbLibrary.Variable} to the path of libduckdb 1.5.") { }
}
