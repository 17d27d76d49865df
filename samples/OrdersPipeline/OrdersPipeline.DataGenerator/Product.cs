namespace OrdersPipeline.DataGenerator;

/// <summary>One article with its price of 2025.</summary>
sealed record Product(string Sku, string Name, string Category, decimal Price);
