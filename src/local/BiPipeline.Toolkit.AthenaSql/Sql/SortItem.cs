namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One element of ORDER BY. By default NULLs come last, in both directions.</summary>
sealed record SortItem(Expression Key, bool Descending, bool? NullsFirst);
