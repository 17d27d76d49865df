using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Glue;

/// <summary>Writes a JSON tree as block YAML. Quotes every text that YAML could read differently.</summary>
static class YamlText
{
    internal static string Write(JsonObject tree)
    {
        var yaml = new StringBuilder();
        AppendMembers(yaml, tree, indent: 0);
        return yaml.ToString();
    }

    static void AppendMembers(StringBuilder yaml, JsonObject node, int indent)
    {
        var isFirst = true;
        foreach (var (name, value) in node)
        {
            // The first member of a list's element is on the line of its dash.
            if (!isFirst || yaml.Length == 0 || yaml[^1] == '\n') { yaml.Append(' ', indent); }
            isFirst = false;
            yaml.Append(Scalar(name)).Append(':');
            AppendValue(yaml, value, indent);
        }
    }

    static void AppendValue(StringBuilder yaml, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                yaml.Append('\n');
                AppendMembers(yaml, map, indent + 2);
                break;
            case JsonArray { Count: > 0 } list:
                yaml.Append('\n');
                foreach (var element in list) { AppendElement(yaml, element, indent + 2); }
                break;
            default:
                yaml.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    static void AppendElement(StringBuilder yaml, JsonNode? element, int indent)
    {
        yaml.Append(' ', indent).Append("- ");
        if (element is JsonObject { Count: > 0 } map) { AppendMembers(yaml, map, indent + 2); }
        else { yaml.Append(Leaf(element)).Append('\n'); }
    }

    static string Leaf(JsonNode? value) => value switch
    {
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Scalar(text.GetValue<string>()),
        null => "null",
        _ => value.ToJsonString(),
    };

    static string Scalar(string text)
    {
        if (text.Any(char.IsControl)) { return JsonValue.Create(text).ToJsonString(); }
        return IsPlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // Only plain text: a letter first, no indicator, and not a keyword of YAML.
    static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text[^1] != ' ' && text[^1] != ':'
        && text.All(IsPlainCharacter)
        && !text.Contains(": ", StringComparison.Ordinal)
        && text.ToUpperInvariant() is not ("TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "NULL" or "Y" or "N");

    static bool IsPlainCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ' ' or ':' or '(' or ')' or '<' or '>';
}
