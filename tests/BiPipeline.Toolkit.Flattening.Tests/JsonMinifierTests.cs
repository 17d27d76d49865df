using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Compares the removal of white space with a loop over characters, on texts whose parts have every length.</summary>
public sealed class JsonMinifierTests
{
    static readonly string[] Spaces = ["", "", " ", "\n", "\t\t", "  \r\n  ", new(' ', 40)];

    [Fact]
    public void Minify_PartsOfEveryLength_KeepsEveryOtherByte()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var json = new StringBuilder("[");
            for (var part = random.Next(8); part >= 0; part--)
            {
                json.Append(Spaces[random.Next(Spaces.Length)]);
                json.Append(random.Next(3) switch
                {
                    0 => $"\"{new string('x', random.Next(40))} \\\" \\\\ {new string('y', random.Next(20))}\"",
                    1 => new string('7', 1 + random.Next(40)),
                    _ => "{\"a b\":\"c  d\"}",
                });
                json.Append(Spaces[random.Next(Spaces.Length)]).Append(part == 0 ? "]" : ",");
            }
            json.Append(Spaces[random.Next(Spaces.Length)]);
            var text = json.ToString();
            var output = new ReusableBuffer();
            output.Add("before"u8);

            JsonMinifier.Minify(Encoding.UTF8.GetBytes(text), output);

            Encoding.UTF8.GetString(output.Written).ShouldBe("before" + Expected(text));
        }
    }

    static string Expected(string json)
    {
        var (kept, inText, escaped) = (new StringBuilder(), false, false);
        foreach (var character in json)
        {
            if (inText || !char.IsWhiteSpace(character)) { kept.Append(character); }
            if (escaped) { escaped = false; }
            else if (inText && character == '\\') { escaped = true; }
            else if (character == '"') { inText = !inText; }
        }
        return kept.ToString();
    }
}
