using System.Security.Cryptography;
using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests protected attributes: hashed or removed before anything else reads them.</summary>
public sealed class PolicyTests
{
    const string Canary = "canary-0123456789";
    static readonly byte[] Key = Encoding.UTF8.GetBytes("0123456789abcdef");
    static readonly FlattenOptions Options = new FlattenOptions { HashKey = Key };

    static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"unknown":"rescue","columns":[
           {"name":"id","path":"id","type":"string"},
           {"name":"email","path":"customer.email","type":"string"},
           {"name":"name","path":"customer.name","type":"string"}],
         "policies":[{"path":"customer.email","action":"hash"},{"path":"customer.name","action":"drop"},{"path":"notes","action":"drop"},{"path":"people.phone","action":"hash"},{"path":"id","action":"hash"}]}
        """);

    static string Hash(string text) => "hmac:" + Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));

    static string AllBytes(RecordBatch batch) => string.Join('\n',
    [
        .. FlatRow.Rows(batch.Columns),
        .. Enumerable.Range(0, batch.Raw.Count).Select(i => Encoding.UTF8.GetString(batch.Raw.Line(i))),
        .. Enumerable.Range(0, batch.Quarantine.Count).Select(i => Encoding.UTF8.GetString(batch.Quarantine.Line(i))),
    ]);

    [Fact]
    public void Hash_ReplacesTheValue_InColumnsKeysAndRaw()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Insert("""  "customer":{"M":{"email":{"S":"a@b"},"name":{"S":"n"},"age":{"N":"3"}}} """), Options);

        FlatRow.Value(batch.Columns["id"], 0).ShouldBe(Hash("a"));
        FlatRow.Value(batch.Columns["email"], 0).ShouldBe(Hash("a@b"));
        FlatRow.Value(batch.Columns["name"], 0).ShouldBe("NULL");
        FlatRow.Value(batch.Columns["_rescued"], 0).ShouldBe("""{"customer.age":{"N":"3"}}""");
        Encoding.UTF8.GetString(batch.Raw.Line(0)).ShouldContain($"{{\"email\":{{\"S\":\"{Hash("a@b")}\"}},\"age\":{{\"N\":\"3\"}}}}");
    }

    [Theory]
    [InlineData("\"customer\":{\"M\":{\"email\":{\"S\":\"" + Canary + "\"},\"name\":{\"S\":\"" + Canary + "\"}}}")]
    [InlineData("\"customer\":{\"M\":{\"email\":{\"M\":{\"a\":{\"S\":\"" + Canary + "\"}}},\"name\":{\"L\":[{\"S\":\"" + Canary + "\"}]}}}")]
    [InlineData("\"notes\":{\"SS\":[\"" + Canary + "\"]}")]
    [InlineData("\"people\":{\"L\":[{\"M\":{\"phone\":{\"S\":\"" + Canary + "\"}}},{\"L\":[{\"M\":{\"phone\":{\"N\":\"1\"}}}]}]}")]
    [InlineData("\"\\u006eotes\":{\"S\":\"" + Canary + "\"}")]
    // Invalid attribute values: their content is not examined, so nothing of the record is kept.
    [InlineData("\"customer\":{\"M\":{\"email\":\"" + Canary + "\"}}")]
    [InlineData("\"customer\":\"" + Canary + "\"")]
    [InlineData("\"people\":{\"L\":[\"" + Canary + "\"]}")]
    [InlineData("\"x\":{\"N\":\"" + Canary + "\"}")]
    [InlineData("\"x\":{\"S\":\"" + Canary + "\"")]
    public void ClearValue_AppearsNowhere(string attributes)
    {
        var record = StreamRecord.Record("MODIFY", $$""" "OldImage":{"id":{"S":"a"},{{attributes}}},"NewImage":{"id":{"S":"a"},{{attributes}}}, """);

        var batch = Flatten.Text(Schema, record, Options);

        AllBytes(batch).ShouldNotContain(Canary);
        (batch.Columns.RowCount + batch.Quarantine.Count).ShouldBe(1);
    }

    [Fact]
    public void Record_ThatCantBeParsed_KeepsReasonLengthAndHash()
    {
        const string record = """{"eventName":"INSERT","dynamodb":{"NewImage":{"customer":oops""";

        Flatten.Quarantined(Flatten.Text(Schema, record, Options)).ShouldBe(
            $$"""{"reason":"the JSON has an unexpected byte (byte {{record.Length - 4}})","length":{{record.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record)))}}"}""");
    }

    [Fact]
    public void Hash_WithoutKey_Throws() =>
        Should.Throw<ToolkitOptionsException>(() => new RecordFlattener(Schema)).Message.ShouldContain("HashKey");

    // Raw and quarantine hold protected records, and are inputs again.
    [Theory]
    [InlineData("INSERT", """ "NewImage":{"id":{"S":"a"},"customer":{"M":{"email":{"N":"5"},"age":{"N":"3"}}},"people":{"L":[{"M":{"phone":{"L":[{"S":"1"}]}}}]}}, """)]
    [InlineData("MODIFY", """ "NewImage":{"id":{"S":"a"},"customer":{"M":{"email":{"S":"a@b"}}}},"OldImage":{"id":{"S":"a"},"customer":{"M":{"email":{"S":"c@d"}}}}, """)]
    [InlineData("REMOVE", "")]
    [InlineData("INSERT", "")]
    [InlineData("INSERT", """ "NewImage":{"id":{"S":"a"},"customer":{"M":{"email":{"S":"a@b"}}},"x":{"N":"no"}}, """)]
    [InlineData("INSERT", """ "NewImage":{"id":{"N":"1"},"y":{"S":"z"}}, """)]
    public void ProtectedRecord_ReadAgain_IsTheSame(string op, string images)
    {
        var first = Flatten.Text(Schema, StreamRecord.Record(op, images), Options);
        var lines = Enumerable.Range(0, first.Raw.Count).Select(line => Encoding.UTF8.GetString(first.Raw.Line(line)));
        var quarantined = Enumerable.Range(0, first.Quarantine.Count).Select(line => Encoding.UTF8.GetString(first.Quarantine.Line(line))).ToArray();

        var again = Flatten.Text(Schema, string.Join('\n', lines.DefaultIfEmpty(quarantined.FirstOrDefault(""))), Options);
        var fromQuarantine = Flatten.Text(Schema, string.Join('\n', quarantined), Options);

        (first.Columns.RowCount + first.Quarantine.Count).ShouldBe(1);
        AllBytes(again).ShouldBe(AllBytes(first));
        again.Digests.ToArray().ShouldBe(first.Digests.ToArray());
        if (quarantined.Length > 0) { AllBytes(fromQuarantine).ShouldBe(AllBytes(first)); }
    }

    [Theory]
    [InlineData("hmac:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("hmac:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("hmac:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde", false)]
    [InlineData("hmac:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0", false)]
    [InlineData("hash:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    public void Value_ThatIsAHash_Stays(string value, bool stays)
    {
        var batch = Flatten.Text(Schema, StreamRecord.Insert($$$$""" "customer":{"M":{"email":{"S":"{{{{value}}}}"}}} """), Options);

        FlatRow.Value(batch.Columns["email"], 0).ShouldBe(stays ? value : Hash(value));
    }
}
