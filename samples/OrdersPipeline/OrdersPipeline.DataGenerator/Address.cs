namespace OrdersPipeline.DataGenerator;

/// <summary>The delivery address of an order.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="Line2">A second line; null for a missing attribute, empty when the form was empty.</param>
/// <param name="City">The town.</param>
/// <param name="PostalCode">The postal code as written on an envelope, with leading zeros.</param>
/// <param name="Country">The country.</param>
sealed record Address(string Street, string? Line2, string City, string PostalCode, Country Country)
{
    static readonly DateTime PostalCodesAreText = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static Address Pick(SplitMix64 random, Country country)
    {
        var city = random.Pick(country.Cities);
        var street = FormattableString.Invariant($"{random.Pick(country.Streets)} {random.Between(1, 140)}");
        var line2 = random.Below(10) switch { 0 => "", 1 => "c/o Reception", _ => null };
        return new Address(street, line2, city.Name, city.PostalCode, country);
    }

    // Until April 2026 the shop stored all-digit postal codes as numbers, and Dresden lost its zero.
    internal AttributeMap ToAttributes(DateTime writtenAt)
    {
        var attributes = new AttributeMap { ["street"] = AttributeValue.Text(Street) };
        if (Line2 is not null) { attributes["line2"] = AttributeValue.Text(Line2); }
        attributes["city"] = AttributeValue.Text(City);
        attributes["postalCode"] = Country.HasNumericPostalCodes && writtenAt < PostalCodesAreText
            ? AttributeValue.NumberText(PostalCode.TrimStart('0'))
            : AttributeValue.Text(PostalCode);
        attributes["countryCode"] = AttributeValue.Text(Country.Code);
        attributes["country"] = AttributeValue.Text(Country.Name);
        return attributes;
    }
}
