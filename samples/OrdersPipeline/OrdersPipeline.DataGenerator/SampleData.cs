using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrdersPipeline.DataGenerator;

/// <summary>The two files of the sample in memory.</summary>
sealed class SampleData
{
    internal const string DatasetName = "sample_dataset.json";

    internal const string ChangesName = "change_script.json";

    const ulong Seed = 20_250_901;

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    SampleData(byte[] dataset, byte[] changes)
    {
        Dataset = dataset;
        Changes = changes;
    }

    internal byte[] Dataset { get; }

    internal byte[] Changes { get; }

    internal static SampleData Generate()
    {
        var orders = OrderGenerator.Generate(Seed, new CustomerBook(Seed + 1));
        var changes = orders
            .SelectMany((order, index) => Lifecycle.Of(order, index + 1, Seed + 2))
            .OrderBy(change => change.At)
            .ThenBy(change => change.OrderId, StringComparer.Ordinal);
        return new SampleData(
            Lines("items", orders, static (writer, order) => order.ToItem().Write(writer)),
            Lines("changes", changes, Write));
    }

    static void Write(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        writer.WriteString("at", change.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("orderId", change.OrderId);
        writer.WriteString("action", change.Action.ToString().ToLowerInvariant());
        writer.WriteString("why", change.Why);
        if (change.Attributes.Count > 0)
        {
            writer.WritePropertyName(change.Action == ChangeAction.Put ? "item" : "set");
            change.Attributes.Write(writer);
        }
        if (change.Remove.Count > 0)
        {
            writer.WriteStartArray("remove");
            foreach (var name in change.Remove) { writer.WriteStringValue(name); }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    // One element per line, so that a diff of the file shows the changed orders.
    static byte[] Lines<T>(string member, IEnumerable<T> elements, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Encoding.UTF8.GetBytes($"{{\n  \"table\": \"orders\",\n  \"{member}\": ["));
        var separator = "\n    "u8;
        foreach (var element in elements)
        {
            buffer.Write(separator);
            using (var writer = new Utf8JsonWriter(buffer, Compact)) { write(writer, element); }
            separator = ",\n    "u8;
        }
        buffer.Write("\n  ]\n}\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
