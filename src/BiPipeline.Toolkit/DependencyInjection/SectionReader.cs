using Microsoft.Extensions.Configuration;

namespace BiPipeline.Toolkit;

/// <summary>Reads the values of a section, and collects invalid values and unknown names.</summary>
/// <param name="section">The section.</param>
/// <param name="path">The prefix of names in problems, such as <c>Writer.</c>.</param>
/// <param name="problems">Receives the problems.</param>
sealed class SectionReader(IConfiguration section, string path, List<string> problems)
{
    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a section of this one.</summary>
    internal SectionReader Part(string name) => new(Find(name), $"{path}{name}.", problems);

    /// <summary>Returns the sections of a list; none when it is missing.</summary>
    internal IEnumerable<SectionReader> Parts(string name)
    {
        if (Text(name) is { } text) { problems.Add($"{path}{name} is '{text}'; expected a list."); }
        return Find(name).GetChildren().Select(child => new SectionReader(child, $"{path}{name}.{child.Key}.", problems));
    }

    /// <summary>Reports that the section's values are not a valid whole.</summary>
    internal void Refuse(string expected) => problems.Add($"{path.TrimEnd('.')} is incomplete; expected {expected}.");

    /// <summary>Returns a text; null when it is missing or blank.</summary>
    internal string? Text(string name) => string.IsNullOrWhiteSpace(Find(name).Value) ? null : Find(name).Value;

    /// <summary>Returns the texts of a list, or a single one.</summary>
    internal IEnumerable<string> Texts(string name) =>
        Text(name) is { } single ? [single] : Find(name).GetChildren().Select(child => child.Value).OfType<string>();

    /// <summary>Returns an absolute URI; null when it is missing.</summary>
    internal Uri? Uri(string name)
    {
        if (Text(name) is not { } text) { return null; }
        if (System.Uri.TryCreate(text, UriKind.Absolute, out var uri)) { return uri; }
        Refuse<Uri>(name, text);
        return null;
    }

    /// <summary>Returns a value; the default when it is missing.</summary>
    internal T Value<T>(string name, T value)
        where T : struct, IParsable<T> => Optional<T>(name) ?? value;

    /// <summary>Returns a value; null when it is missing.</summary>
    internal T? Optional<T>(string name)
        where T : struct, IParsable<T>
    {
        if (Text(name) is not { } text) { return null; }
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var parsed)) { return parsed; }
        Refuse<T>(name, text);
        return null;
    }

    /// <summary>Returns one of the names of an enumeration; the default when it is missing.</summary>
    internal T Choice<T>(string name, T value)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) { return value; }
        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)) { return Enum.Parse<T>(text, ignoreCase: true); }
        problems.Add($"{path}{name} is '{text}'; expected one of {string.Join(", ", Enum.GetNames<T>())}.");
        return value;
    }

    /// <summary>Reports names that were never read: a typing error must not keep a default unnoticed.</summary>
    internal void RefuseOthers()
    {
        foreach (var child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            problems.Add($"{path}{child.Key} is not an option.");
        }
    }

    void Refuse<T>(string name, string text) => problems.Add($"{path}{name} is '{text}'; expected {Expected(typeof(T))}.");

    IConfigurationSection Find(string name)
    {
        _known.Add(name);
        return section.GetSection(name);
    }

    static string Expected(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time, such as 00:00:02.5",
        _ when type == typeof(Uri) => "an absolute URI",
        _ => "an integer",
    };
}
