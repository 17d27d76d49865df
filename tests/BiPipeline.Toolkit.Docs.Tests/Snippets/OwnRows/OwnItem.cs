namespace OwnRows;

sealed record OwnItem(string Sku, decimal Price);
