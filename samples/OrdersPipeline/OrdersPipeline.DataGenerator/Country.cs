namespace OrdersPipeline.DataGenerator;

/// <summary>A delivery country of the shop.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Name">English name.</param>
/// <param name="Weight">Share of the customers.</param>
/// <param name="Cities">Towns with a postal code each.</param>
/// <param name="Streets">Street names.</param>
/// <param name="Trades">Second words of customers' names.</param>
sealed record Country(
    string Code,
    string Name,
    int Weight,
    IReadOnlyList<(string Name, string PostalCode)> Cities,
    IReadOnlyList<string> Streets,
    IReadOnlyList<string> Trades)
{
    internal static IReadOnlyList<Country> All { get; } =
    [
        new("DE", "Germany", 26,

            [
                ("Berlin", "10115"),
                ("Hamburg", "20095"),
                ("München", "80331"),
                ("Köln", "50667"),
                ("Dresden", "01067"),
                ("Leipzig", "04109"),
            ],
            ["Hauptstraße", "Lindenweg", "Am Markt", "Bahnhofstraße"], ["Werkstatt", "Buchladen", "Küche", "Manufaktur"]),
        new("FR", "France", 14, [("Paris", "75001"), ("Lyon", "69001"), ("Lille", "59000"), ("Bourg-en-Bresse", "01000")],
            ["Rue de la Gare", "Rue du Moulin", "Place de l'Église"], ["Atelier", "Librairie", "Boulangerie"]),
        new("GB", "United Kingdom", 13,
            [("London", "EC1A 1BB"), ("Manchester", "M1 1AE"), ("Bristol", "BS1 4DJ"), ("Edinburgh", "EH1 1YZ")],
            ["High Street", "Mill Lane", "Station Road"], ["Bakery", "Outfitters", "Bookshop", "Kitchen"]),
        new("NL", "Netherlands", 10, [("Amsterdam", "1012 AB"), ("Utrecht", "3511 LN"), ("Rotterdam", "3011 AD")],
            ["Kerkstraat", "Molenweg", "Dorpsstraat"], ["Studio", "Winkel", "Labs"]),
        new("CH", "Switzerland", 9, [("Zürich", "8001"), ("Basel", "4051"), ("Genève", "1201"), ("Bern", "3011")],
            ["Seestrasse", "Dorfstrasse", "Rue du Lac"], ["Atelier", "Gallery", "Werkstatt"]),
        new("AT", "Austria", 8, [("Wien", "1010"), ("Graz", "8010"), ("Salzburg", "5020"), ("Linz", "4020")],
            ["Ringstraße", "Kirchengasse", "Hauptplatz"], ["Café", "Buchhandlung", "Studio"]),
        new("ES", "Spain", 7, [("Madrid", "28001"), ("Barcelona", "08001"), ("Valencia", "46001")],
            ["Calle Mayor", "Calle del Sol", "Avenida del Puerto"], ["Taller", "Librería", "Cocina"]),
        new("IT", "Italy", 6, [("Milano", "20121"), ("Roma", "00184"), ("Torino", "10121")],
            ["Via Roma", "Via Garibaldi", "Corso Italia"], ["Bottega", "Libreria", "Cucina"]),
        new("SE", "Sweden", 5, [("Stockholm", "111 20"), ("Göteborg", "411 03"), ("Malmö", "211 20")],
            ["Storgatan", "Skolgatan", "Kungsgatan"], ["Verkstad", "Bokhandel", "Form"]),
        new("PL", "Poland", 4, [("Warszawa", "00-001"), ("Kraków", "31-001"), ("Łódź", "90-001")],
            ["ulica Długa", "ulica Polna", "Rynek"], ["Pracownia", "Księgarnia", "Kuchnia"]),
    ];

    /// <summary>Whether postal codes have only digits, so that the shop's first version stored them as numbers.</summary>
    internal bool HasNumericPostalCodes => Cities[0].PostalCode.All(char.IsAsciiDigit);
}
