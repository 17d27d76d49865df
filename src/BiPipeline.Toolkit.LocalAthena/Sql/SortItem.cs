namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>One element of ORDER BY; NULLs come last unless it says otherwise, whatever the direction.</summary>
sealed record SortItem(Expression Key, bool Descending, bool? NullsFirst);
