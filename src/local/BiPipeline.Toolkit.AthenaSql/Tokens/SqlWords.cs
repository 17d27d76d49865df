using System.Collections.Frozen;

namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>Athena's reserved words for queries (Athena user guide, "Reserved keywords in SQL SELECT statements").</summary>
static class SqlWords
{
    static readonly FrozenSet<string> Reserved = """
        ALTER AND AS BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_PATH CURRENT_SCHEMA
        CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXTRACT
        FALSE FIRST FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN JSON_ARRAY JSON_EXISTS JSON_OBJECT
        JSON_QUERY JSON_TABLE JSON_VALUE LAST LEFT LIKE LISTAGG LOCALTIME LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL OF ON OR ORDER OUTER
        PREPARE RECURSIVE RIGHT ROLLUP SELECT SKIP TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN WHERE WITH
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // In Athena's list, but names in Trino's grammar (SqlBase.g4, nonReserved): FIRST and LAST appear only in sort orders.
    static readonly FrozenSet<string> NamesAllTheSame = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "FIRST", "LAST", "OF");

    internal static bool IsReserved(string word) => Reserved.Contains(word) && !NamesAllTheSame.Contains(word);

    internal static bool IsPlainName(string name) =>
        name.Length > 0
            && !char.IsAsciiDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            && !Reserved.Contains(name);
}
