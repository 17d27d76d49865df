using System.Globalization;
using System.Text;
using System.Text.Json;
using OrdersPipeline.Data;
using OrdersPipeline.DataGenerator;

namespace OrdersPipeline.Tests.Data;

public sealed class SampleDataTests
{
    static readonly OrderScript Script = OrderScript.Load(SampleFolder.Data);

    [Fact]
    public void Generate_Now_MatchesTheCheckedInFiles()
    {
        var data = SampleData.Generate();

        Golden.Match("samples/OrdersPipeline/data/sample_dataset.json", Encoding.UTF8.GetString(data.Dataset));
        Golden.Match("samples/OrdersPipeline/data/change_script.json", Encoding.UTF8.GetString(data.Changes));
    }

    [Fact]
    public void SplitMix64_Seed1234567_MatchesThePublishedNumbers()
    {
        var random = new SplitMix64(1234567);

        new[] { random.Next(), random.Next(), random.Next() }.ShouldBe([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL]);
    }

    [Fact]
    public void Items_Orders_SpanFourteenMonths()
    {
        Script.Items.Count.ShouldBe(720);
        Script.Items.Select(item => item.CreatedAt.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct().Count().ShouldBe(14);
        Script.Items.Select(item => item.OrderId).Distinct().Count().ShouldBe(720);
    }

    [Fact]
    public void Items_PostalCodes_ChangeFromNumbersToTextInApril2026()
    {
        var german = Script.Items.Where(item => Address(item).GetProperty("countryCode").GetProperty("S").GetString() == "DE").ToLookup(item => item.CreatedAt.UtcDateTime < new DateTime(2026, 4, 1));

        german[true].ShouldAllBe(item => Address(item).GetProperty("postalCode").EnumerateObject().First().Name == "N");
        german[false].ShouldAllBe(item => Address(item).GetProperty("postalCode").EnumerateObject().First().Name == "S");
    }

    [Fact]
    public void Items_Channel_AppearsInMarch2026() =>
        Script.Items.ShouldAllBe(item => Has(item, "channel") == item.CreatedAt.UtcDateTime >= new DateTime(2026, 3, 1));

    [Fact]
    public void Items_PaymentReferences_Have38Digits()
    {
        var references = Script.Items.Select(item => Attribute(item, "payment").GetProperty("M")).Where(payment => payment.TryGetProperty("reference", out _)).Select(payment => payment.GetProperty("reference").GetProperty("N").GetString()!).ToList();

        references.Count.ShouldBe(109);
        references.ShouldAllBe(reference => reference.Length == 38 && reference.All(char.IsAsciiDigit));
    }

    [Fact]
    public void Items_AttributeTypes_MatchTheReadme() =>
        Script.Items.SelectMany(item => item.Attributes).SelectMany(attribute => Tags(attribute.Value)).Distinct().Order(StringComparer.Ordinal).ShouldBe(["BOOL", "L", "M", "N", "NULL", "S", "SS"]);

    [Fact]
    public void Items_OptionalAttributes_AreSometimesMissing() =>
        new[] { "couponCode", "tags", "loyaltyPoints", "giftMessage" }.ShouldAllBe(name => Script.Items.Any(item => Has(item, name)) && Script.Items.Any(item => !Has(item, name)));

    [Fact]
    public void Items_Numbers_HaveDynamoDbsForm() =>
        Script.Items.SelectMany(item => item.Attributes).SelectMany(attribute => Numbers(attribute.Value))
            .ShouldAllBe(number => number == "0" || (!number.StartsWith('0') || number.StartsWith("0.")) && (!number.Contains('.') || !number.EndsWith('0')));

    [Fact]
    public void Changes_CoverEveryAction() =>
        Script.Changes.CountBy(change => change.Action).OrderBy(one => one.Key).Select(one => (one.Key, one.Value)).ShouldBe(
            [(OrderChangeAction.Update, 2033), (OrderChangeAction.Delete, 19), (OrderChangeAction.Expire, 29), (OrderChangeAction.Put, 1)]);

    [Fact]
    public void Load_MissingMember_NamesFileAndMember()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.Combine(OrderScript.DatasetName), "{}");

        Should.Throw<InvalidDataException>(() => OrderScript.Load(folder.FullPath)).Message.ShouldContain("sample_dataset.json' is not a sample file with 'items'");
    }

    static bool Has(OrderItem item, string name) => item.Attributes.Any(attribute => attribute.Key == name);

    static JsonElement Attribute(OrderItem item, string name) => item.Attributes.Single(attribute => attribute.Key == name).Value;

    static JsonElement Address(OrderItem item) => Attribute(item, "customer").GetProperty("M").GetProperty("address").GetProperty("M");

    static IEnumerable<string> Tags(JsonElement value)
    {
        var tagged = value.EnumerateObject().Single();
        return tagged.Name switch
        {
            "L" => [tagged.Name, .. tagged.Value.EnumerateArray().SelectMany(Tags)],
            "M" => [tagged.Name, .. tagged.Value.EnumerateObject().SelectMany(member => Tags(member.Value))],
            _ => [tagged.Name],
        };
    }

    static IEnumerable<string> Numbers(JsonElement value)
    {
        var tagged = value.EnumerateObject().Single();
        return tagged.Name switch
        {
            "N" => [tagged.Value.GetString()!],
            "L" => tagged.Value.EnumerateArray().SelectMany(Numbers),
            "M" => tagged.Value.EnumerateObject().SelectMany(member => Numbers(member.Value)),
            _ => [],
        };
    }
}
