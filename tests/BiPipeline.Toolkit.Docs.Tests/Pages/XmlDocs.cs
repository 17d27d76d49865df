using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>The XML docs of an assembly, as Markdown.</summary>
sealed partial class XmlDocs
{
    readonly Dictionary<string, XElement> _members;

    internal XmlDocs(Assembly assembly) =>
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    internal string SummaryOf(Type type) => Summary($"T:{type.FullName}");

    internal string SummaryOf(PropertyInfo property) => Summary($"P:{property.DeclaringType!.FullName}.{property.Name}");

    string Summary(string id) => Spaces().Replace(string.Concat(_members[id].Element("summary")!.Nodes().Select(Text)), " ").Trim();

    static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } reference => $"`{Short(reference.Value)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => other.Value,
        _ => "",
    };

    // "P:BiPipeline.Toolkit.Lake.LakeWriterOptions.MemoryBytes" → "MemoryBytes"; for members of other types, with the type.
    static string Short(string reference)
    {
        var parts = reference[2..].Split('(')[0].Split('.');
        return reference[0] == 'T' || parts[^2].EndsWith("Options", StringComparison.Ordinal) ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Spaces();
}
