using BiPipeline.Toolkit.LocalAthena.Sql;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>A statement failed, with the code and in the words that Athena uses where LocalAthena knows them.</summary>
public sealed class LocalAthenaQueryException : Exception
{
    const string NativeMark = "LocalAthena[";

    internal LocalAthenaQueryException(string code, string message)
        : this(code, message, null) { }

    internal LocalAthenaQueryException(string code, string message, SqlPosition? position)
        : base(position is { } at ? $"line {at}: {message}" : message) => (Code, Line, Column) = (code, position?.Line, position?.Column);

    /// <summary>The engine's name of the error, such as <c>COLUMN_NOT_FOUND</c> or <c>HIVE_BAD_DATA</c>.</summary>
    public string Code { get; }

    /// <summary>The line in the statement, from 1; null when the error has no place in it.</summary>
    public int? Line { get; }

    /// <summary>The column in the line, from 1; null when the error has no place in it.</summary>
    public int? Column { get; }

    /// <summary>Code and message, as Athena puts them into <c>StateChangeReason</c>.</summary>
    public string Reason => $"{Code}: {Message}";

    /// <summary>The statement can't be read at all: Athena refuses these when they are sent, all others fail while they run.</summary>
    internal bool IsSyntaxError => Code == FailureCode.SyntaxError;

    /// <summary>What survives the way through the native library; <see cref="TryFromNative"/> reads it back.</summary>
    internal string ToNativeMessage() => $"{NativeMark}{Code}] {Message}";

    internal static bool TryFromNative(string native, [NotNullWhen(true)] out LocalAthenaQueryException? exception)
    {
        exception = null;
        var start = native.IndexOf(NativeMark, StringComparison.Ordinal);
        if (start < 0) { return false; }
        var end = native.IndexOf("] ", start, StringComparison.Ordinal);
        if (end < 0) { return false; }
        exception = new(native[(start + NativeMark.Length)..end], native[(end + 2)..].TrimEnd());
        return true;
    }
}
