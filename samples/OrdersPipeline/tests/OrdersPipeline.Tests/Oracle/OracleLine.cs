namespace OrdersPipeline.Tests.Oracle;

/// <summary>One line of an order.</summary>
sealed record OracleLine(string Category, long Units, decimal Amount);
