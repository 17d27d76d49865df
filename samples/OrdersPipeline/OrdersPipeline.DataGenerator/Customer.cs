namespace OrdersPipeline.DataGenerator;

/// <summary>A customer. Every customer is a fictional shop.</summary>
sealed record Customer(string Id, string Name, string? NewName, bool IsBusiness, Address Address)
{
    static readonly DateTime Renaming = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    internal string NameAt(DateTime day) => NewName is not null && day >= Renaming ? NewName : Name;

    internal string Email
    {
        get
        {
            var host = string.Concat(Name.ToLowerInvariant().Select(letter => char.IsAsciiLetter(letter) ? letter : '-')).Trim('-');
            return $"orders@{host}.example";
        }
    }
}
