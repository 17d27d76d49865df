using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Translates an error of DuckDB to the statement's error. DuckDB's text is not shown: it contains SQL and paths that are not the user's.
/// </summary>
static class DuckDbFailure
{
    internal static LocalAthenaQueryException Translate(DuckDbException exception, IEnumerable<LakeFile> files, LakeLocations locations)
    {
        if (LocalAthenaQueryException.TryFromNative(exception.Message, out var own)) { return own; }
        var message = exception.Message;
        if (files.FirstOrDefault(file => message.Contains(file.Path, StringComparison.Ordinal)) is { } damaged)
        {
            return new(
                FailureCode.HiveCannotOpenSplit,
                $"File {locations.Shown(damaged.Path)} cannot be read; expected a whole file in the table's format");
        }
        if (message.Contains("expression depth", StringComparison.OrdinalIgnoreCase))
        {
            return new(FailureCode.NotSupported, "The statement nests too deeply");
        }
        return exception.Kind switch
        {
            DuckDBErrorType.OutOfMemory =>
                new(FailureCode.ExceededMemoryLimit, "Query exceeded the memory limit; raise MemoryMebibytes or read less"),
            DuckDBErrorType.OutOfRange => new(FailureCode.NumericValueOutOfRange, "A number is outside of the range of its type"),
            DuckDBErrorType.Conversion => new(FailureCode.InvalidCastArgument, "A value cannot be cast to its type"),
            DuckDBErrorType.InvalidInput or DuckDBErrorType.Constraint => Input(message),
            DuckDBErrorType.Io => new(FailureCode.HiveCannotOpenSplit, "A file of the table cannot be read"),
            DuckDBErrorType.Permission => new("PERMISSION_DENIED", "The statement reads outside of the lake's folder"),
            _ => LocalAthenaQueryException.Bug(),
        };
    }

    static LocalAthenaQueryException Input(string message) =>
        message.Contains("More than one row", StringComparison.Ordinal)
            ? new(FailureCode.SubqueryMultipleRows, "Scalar sub-query has returned multiple rows")
        : message.Contains("Map keys must be unique", StringComparison.Ordinal)
            ? new(FailureCode.InvalidFunctionArgument, "Duplicate map keys are not allowed")
        : message.Contains("Map keys can not be NULL", StringComparison.Ordinal)
            ? new(FailureCode.InvalidFunctionArgument, "map key cannot be null")
        : new(FailureCode.InvalidFunctionArgument, "A function's argument is not valid");
}
