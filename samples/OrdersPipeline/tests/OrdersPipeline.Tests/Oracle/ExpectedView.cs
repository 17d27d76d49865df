namespace OrdersPipeline.Tests.Oracle;

/// <summary>What a business view must hold: its columns in order and its rows by the first column.</summary>
sealed record ExpectedView(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
