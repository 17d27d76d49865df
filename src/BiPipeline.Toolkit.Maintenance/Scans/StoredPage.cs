namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A page of a scan whose items are stored.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Page">The page's number in its segment.</param>
/// <param name="Items">Number of items.</param>
/// <param name="File">The name of the data file.</param>
/// <param name="Md5">The MD5 of the data file in Base64.</param>
/// <param name="Next">The position after the page; null for the last page.</param>
sealed record StoredPage(int Segment, int Page, long Items, string File, string Md5, string? Next)
{
    internal const string Folder = "pages/";
    internal const string DataFolder = "data/";

    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Folder}{Segment:D6}-{Page:D6}.json");

    internal byte[] ToBytes() => JsonLine.Of(json =>
    {
        json.WriteNumber("segment"u8, Segment);
        json.WriteNumber("page"u8, Page);
        json.WriteNumber("items"u8, Items);
        json.WriteString("file"u8, File);
        json.WriteString("md5"u8, Md5);
        json.WriteString("next"u8, Next);
    });

    internal static StoredPage Parse(byte[] text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new(
            root.GetProperty("segment").GetInt32(),
            root.GetProperty("page").GetInt32(),
            root.GetProperty("items").GetInt64(),
            root.GetProperty("file").GetString()!,
            root.GetProperty("md5").GetString()!,
            root.GetProperty("next").GetString());
    }
}
