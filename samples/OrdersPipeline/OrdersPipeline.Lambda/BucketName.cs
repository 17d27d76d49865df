namespace OrdersPipeline.Lambda;

/// <summary>
/// The rule of S3 bucket names, simplified (S3 user guide, "General purpose bucket naming rules").
/// </summary>
public static class BucketName
{
    const int Shortest = 3;
    const int Longest = 63;

    /// <summary>Whether the name has 3 to 63 lower-case letters, digits, <c>-</c> and <c>.</c>.</summary>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= Shortest and <= Longest
            && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.');
    }
}
