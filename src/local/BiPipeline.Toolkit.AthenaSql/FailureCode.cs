namespace BiPipeline.Toolkit.AthenaSql;

/// <summary>The engine's error names (Trino, StandardErrorCode and HiveErrorCode).</summary>
static class FailureCode
{
    internal const string SyntaxError = "SYNTAX_ERROR";
    internal const string NotSupported = "NOT_SUPPORTED";
    internal const string ColumnNotFound = "COLUMN_NOT_FOUND";
    internal const string AmbiguousName = "AMBIGUOUS_NAME";
    internal const string TableNotFound = "TABLE_NOT_FOUND";
    internal const string SchemaNotFound = "SCHEMA_NOT_FOUND";
    internal const string CatalogNotFound = "CATALOG_NOT_FOUND";
    internal const string FunctionNotFound = "FUNCTION_NOT_FOUND";
    internal const string TypeMismatch = "TYPE_MISMATCH";
    internal const string TypeNotFound = "TYPE_NOT_FOUND";
    internal const string InvalidLiteral = "INVALID_LITERAL";
    internal const string ExpressionNotAggregate = "EXPRESSION_NOT_AGGREGATE";
    internal const string ExpressionNotScalar = "EXPRESSION_NOT_SCALAR";
    internal const string ExpressionNotInDistinct = "EXPRESSION_NOT_IN_DISTINCT";
    internal const string InvalidColumnReference = "INVALID_COLUMN_REFERENCE";
    internal const string InvalidArguments = "INVALID_ARGUMENTS";
    internal const string MismatchedColumnAliases = "MISMATCHED_COLUMN_ALIASES";
    internal const string MissingColumnName = "MISSING_COLUMN_NAME";
    internal const string DuplicateColumnName = "DUPLICATE_COLUMN_NAME";
    internal const string DuplicateNamedQuery = "DUPLICATE_NAMED_QUERY";
    internal const string MissingOver = "MISSING_OVER";
    internal const string MissingGroupBy = "MISSING_GROUP_BY";
    internal const string NestedAggregation = "NESTED_AGGREGATION";
    internal const string NestedWindow = "NESTED_WINDOW";
    internal const string InvalidParameterUsage = "INVALID_PARAMETER_USAGE";
    internal const string ViewIsStale = "VIEW_IS_STALE";
    internal const string ViewIsRecursive = "VIEW_IS_RECURSIVE";
    internal const string InvalidView = "INVALID_VIEW";
    internal const string TableAlreadyExists = "TABLE_ALREADY_EXISTS";

    internal const string DivisionByZero = "DIVISION_BY_ZERO";
    internal const string InvalidCastArgument = "INVALID_CAST_ARGUMENT";
    internal const string InvalidFunctionArgument = "INVALID_FUNCTION_ARGUMENT";
    internal const string NumericValueOutOfRange = "NUMERIC_VALUE_OUT_OF_RANGE";
    internal const string SubqueryMultipleRows = "SUBQUERY_MULTIPLE_ROWS";

    internal const string HiveBadData = "HIVE_BAD_DATA";
    internal const string HiveMetastoreError = "HIVE_METASTORE_ERROR";
    internal const string HiveCannotOpenSplit = "HIVE_CANNOT_OPEN_SPLIT";
    internal const string HiveUnsupportedFormat = "HIVE_UNSUPPORTED_FORMAT";
    internal const string HiveInvalidMetadata = "HIVE_INVALID_METADATA";

    internal const string ExceededMemoryLimit = "EXCEEDED_GLOBAL_MEMORY_LIMIT";
    internal const string ExceededTimeLimit = "EXCEEDED_TIME_LIMIT";
    internal const string ExceededResultLimit = "EXCEEDED_RESULT_LIMIT";
    internal const string GenericInternalError = "GENERIC_INTERNAL_ERROR";
}
