namespace OrdersPipeline.Results;

/// <summary>One column of a result.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Athena's name of its type, without parameters: varchar, bigint, decimal, …</param>
sealed record ResultColumn(string Name, string Type);
