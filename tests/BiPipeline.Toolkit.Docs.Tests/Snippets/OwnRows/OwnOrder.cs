namespace OwnRows;

sealed record OwnOrder(string Id, decimal Amount, DateTimeOffset CreatedAt, string? Note, IReadOnlyList<OwnItem> Items);
