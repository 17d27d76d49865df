namespace OrdersPipeline.DataGenerator;

/// <summary>One position of an order.</summary>
sealed record OrderLine(Product Product, int Quantity, decimal UnitPrice, decimal Discount)
{
    /// <summary>The line's amount, rounded to cents.</summary>
    internal decimal Total => decimal.Round((Quantity * UnitPrice) - Discount, 2, MidpointRounding.AwayFromZero);

    internal AttributeMap ToAttributes()
    {
        var attributes = new AttributeMap
        {
            ["sku"] = AttributeValue.Text(Product.Sku),
            ["productName"] = AttributeValue.Text(Product.Name),
            ["category"] = AttributeValue.Text(Product.Category),
            ["quantity"] = AttributeValue.Number(Quantity),
            ["unitPrice"] = AttributeValue.Number(UnitPrice),
        };
        if (Discount > 0) { attributes["discount"] = AttributeValue.Number(Discount); }
        return attributes;
    }
}
