namespace BiPipeline.Toolkit.AthenaSql;

/// <summary>A statement failed. Code and message are Athena's where LocalAthena knows them.</summary>
public sealed class LocalAthenaQueryException : Exception
{
    const string NativeMark = "LocalAthena[";

    // DuckDB appends its own lines, with its own SQL.
    const char NativeEnd = '\u001F';

    internal LocalAthenaQueryException(string code, string message)
        : this(code, message, null) { }

    internal LocalAthenaQueryException(string code, string message, SqlPosition? position)
        : base(position is { } at ? $"line {at}: {message}" : message) => (Code, Line, Column) = (code, position?.Line, position?.Column);

    /// <summary>The engine's name of the error, such as <c>COLUMN_NOT_FOUND</c> or <c>HIVE_BAD_DATA</c>.</summary>
    public string Code { get; }

    /// <summary>The line in the statement, from 1; null for an error without a position.</summary>
    public int? Line { get; }

    /// <summary>The column in the line, from 1; null for an error without a position.</summary>
    public int? Column { get; }

    /// <summary>Code and message, as in Athena's <c>StateChangeReason</c>.</summary>
    public string Reason => $"{Code}: {Message}";

    /// <summary>Whether the statement can't be parsed: Athena refuses such statements at once; others fail while they run.</summary>
    internal bool IsSyntaxError => Code == FailureCode.SyntaxError;

    /// <summary>A fault of LocalAthena. What the program knows of it may contain paths and values, and is not shown.</summary>
    internal static LocalAthenaQueryException Bug() =>
        new(FailureCode.GenericInternalError, "LocalAthena cannot run the statement. Report it as a bug with the statement's text");

    /// <summary>What survives the way through the native library; <see cref="TryFromNative"/> reads it back.</summary>
    internal string ToNativeMessage() => $"{NativeMark}{Code}] {Message.Replace('\0', '\uFFFD')}{NativeEnd}";

    internal static bool TryFromNative(string native, [NotNullWhen(true)] out LocalAthenaQueryException? exception)
    {
        exception = null;
        var start = native.IndexOf(NativeMark, StringComparison.Ordinal);
        if (start < 0) { return false; }
        var end = native.IndexOf("] ", start, StringComparison.Ordinal);
        if (end < 0) { return false; }
        var last = native.IndexOf(NativeEnd, end);
        exception = new(native[(start + NativeMark.Length)..end], (last < 0 ? native[(end + 2)..] : native[(end + 2)..last]).TrimEnd());
        return true;
    }
}
