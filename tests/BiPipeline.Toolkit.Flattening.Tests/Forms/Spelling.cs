using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Flattening.Tests.Forms;

/// <summary>One item with all ten types of attribute, spelled by hand in each form, and the row that it is.</summary>
static class Spelling
{
    internal const string Item = """{"id":{"S":"k1"},"n":{"N":"12.50"},"b":{"B":"AAEC"},"t":{"BOOL":true},"z":{"NULL":true},"m":{"M":{"a":{"S":"x \"é\" \n"}}},"l":{"L":[{"N":"1"},{"S":"y"}]},"ss":{"SS":["p","q"]},"ns":{"NS":["1","2.5"]},"bs":{"BS":["AAEC"]}}""";

    // Null members, and what classes write for what is absent.
    internal const string DotNetItem = """
        {"id":{"S":"k1","N":null,"B":null,"SS":[],"NS":[],"BS":[],"M":{},"L":[],"NULL":false,"BOOL":false,"IsMSet":false,"IsLSet":false,"IsBOOLSet":false},
         "n":{"S":null,"N":"12.50"},"b":{"B":"AAEC","BOOL":null},"t":{"S":null,"BOOL":true,"IsBOOLSet":true},"z":{"NULL":true,"M":{},"IsMSet":false},
         "m":{"M":{"a":{"S":"x \"é\" \n","L":null}},"IsMSet":true},"l":{"L":[{"N":"1","S":null},{"S":"y"}],"IsLSet":true},
         "ss":{"SS":["p","q"],"NS":null},"ns":{"NS":["1","2.5"]},"bs":{"BS":["AAEC"]}}
        """;

    internal const string JavaItem = """{"id":{"s":"k1"},"n":{"n":"12.50"},"b":{"b":"AAEC"},"t":{"bool":true},"z":{"nul":true},"m":{"m":{"a":{"s":"x \"é\" \n"}}},"l":{"l":[{"n":"1"},{"s":"y"}]},"ss":{"ss":["p","q"]},"ns":{"ns":["1","2.5"]},"bs":{"bs":["AAEC"]}}""";

    internal const string BackupItem = """{"id":{"s":"k1"},"n":{"n":"12.50"},"b":{"b":"AAEC"},"t":{"bOOL":true},"z":{"nULL":true},"m":{"m":{"a":{"s":"x \"é\" \n"}}},"l":{"l":[{"n":"1"},{"s":"y"}]},"ss":{"sS":["p","q"]},"ns":{"nS":["1","2.5"]},"bs":{"bS":["AAEC"]}}""";

    internal const string BackupText = "id\u0003{\"s\":\"k1\"}\u0002n\u0003{\"n\":\"12.50\"}\u0002b\u0003{\"b\":\"AAEC\"}\u0002t\u0003{\"bOOL\":true}\u0002z\u0003{\"nULL\":true}\u0002m\u0003{\"m\":{\"a\":{\"s\":\"x \\\"é\\\" \\n\"}}}\u0002l\u0003{\"l\":[{\"n\":\"1\"},{\"s\":\"y\"}]}\u0002ss\u0003{\"sS\":[\"p\",\"q\"]}\u0002ns\u0003{\"nS\":[\"1\",\"2.5\"]}\u0002bs\u0003{\"bS\":[\"AAEC\"]}";

    internal const string IonItem = """{id:"k1",n:1.250d1,b:{{AAEC}},t:true,z:null,m:{a:"x \"\u00e9\" \n"},l:[1,"y"],ss:$dynamodb_SS::["p","q"],ns:$dynamodb_NS::[1.,2.5],'bs':$dynamodb_BS::[{{AAEC}}]}""";

    internal const string Keys = """{"id":{"S":"k1"}}""";

    internal static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"t","keys":["id"],"columns":[
          {"name":"id","path":"id","type":"string"},{"name":"n","path":"n","type":"decimal(10,2)"},{"name":"b","path":"b","type":"binary"},
          {"name":"t","path":"t","type":"boolean"},{"name":"z","path":"z","type":"string"},{"name":"m","path":"m","type":"struct<a:string>"},
          {"name":"l","path":"l","type":"string"},{"name":"ss","path":"ss","type":"array<string>"},{"name":"ns","path":"ns","type":"array<decimal(5,1)>"},
          {"name":"bs","path":"bs","type":"array<binary>"}]}
        """);

    /// <summary>The item's columns, written by hand.</summary>
    internal const string Row = "id=k1; n=12.50; b=0x000102; t=true; z=NULL; m={a=x \"é\" \n}; l=[1,\"y\"]; ss=[p, q]; ns=[1.0, 2.5]; bs=[0x000102]";

    /// <summary>The stream record of the item as DynamoDB writes it.</summary>
    internal static string Record { get; } =
        """{"eventID":"e1","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1700000001,"Keys":@keys@,"NewImage":@item@,"SequenceNumber":"700","SizeBytes":61,"StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2026-01-01T00:00:00.000"}"""
            .Replace("@keys@", Keys, StringComparison.Ordinal).Replace("@item@", Item, StringComparison.Ordinal);

    internal static string Text(string json) => JsonSerializer.Serialize(json);

    internal static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Flattens an input as files are.</summary>
    internal static RecordFlattener Flatten(string input, TableSchema? schema = null)
    {
        var flattener = new RecordFlattener(schema ?? Schema) { AsOf = Flattening.Tests.Flatten.AsOf };
        flattener.Flatten(Encoding.UTF8.GetBytes(input), default, isLast: true);
        return flattener;
    }

    /// <summary>The table's own columns of each row.</summary>
    internal static string[] Rows(RecordFlattener flattener) =>
        [.. FlatRow.Rows(flattener.Batches[0].Columns).Select(row => row[..row.IndexOf("; _op=", StringComparison.Ordinal)])];
}
