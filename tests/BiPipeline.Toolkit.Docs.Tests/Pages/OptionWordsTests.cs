using System.Reflection;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Docs.Tests.Markdown;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Compares the defaults and ranges in the options' docs with instances and their validation.</summary>
public sealed partial class OptionWordsTests
{
    [Fact]
    public void Docs_Defaults_MatchTheInstances()
    {
        var named = Options().Select(option => (option, Match: DefaultWords().Match(option.Words))).Where(option => option.Match.Success && Quantity.Of(option.option.Value) is not null).ToArray();

        named.Length.ShouldBeGreaterThan(25);
        named.Where(option => Quantity.Of(option.Match.Groups["quantity"].Value).Value != Quantity.Of(option.option.Value)).Select(option => $"{option.option.Name}: {option.Match.Value}, is {option.option.Value}").ShouldBeEmpty();
    }

    [Fact]
    public void Docs_Ranges_MatchTheValidation()
    {
        List<string> wrong = [];
        var ranges = 0;
        foreach (var option in Options().Where(option => Check(option.Instance) is not null))
        {
            if (RangeWords().Match(option.Words) is not { Success: true } range) { continue; }
            ranges++;
            var (least, most) = (Quantity.Of(range.Groups["least"].Value), Quantity.Of(range.Groups["most"].Value));
            // "0.1 to 60 seconds" has one unit for both.
            if (!least.HasUnit && option.Type != typeof(int) && option.Type != typeof(long) && option.Type != typeof(double)) { least = Quantity.Of(range.Groups["least"].Value + range.Groups["most"].Value[range.Groups["most"].Value.LastIndexOf(' ')..]); }
            foreach (var (value, isTaken) in new[] { (least.Value - 1, false), (least.Value, true), (most.Value, true), (most.Value + 1, false) })
            {
                if (Quantity.As(option.Type, value) is { } set && IsTaken(option, set) != isTaken) { wrong.Add($"{option.Name} {range.Value}: {set} is {(isTaken ? "refused" : "taken")}"); }
            }
        }

        ranges.ShouldBeGreaterThan(25);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void LimitsPage_ValuesOfOptions_MatchTheDefaults()
    {
        var options = Options().ToDictionary(option => option.Name, StringComparer.Ordinal);
        var rows = MarkdownPage.Read("docs/limits.md").Prose.Split('\n').Select(row => row.Split('|')).Where(cells => cells.Length == 5 && options.ContainsKey(cells[3].Trim(' ', '`')) && Quantity.AllIn(cells[2]).Any()).ToArray();

        rows.Length.ShouldBeGreaterThan(10);
        rows.Where(cells => Quantity.AllIn(cells[2]).All(quantity => quantity.Value != Quantity.Of(options[cells[3].Trim(' ', '`')].Value))).Select(cells => $"{cells[1]}: {cells[2]}").ShouldBeEmpty();
    }

    static IEnumerable<Option> Options()
    {
        foreach (var type in OptionsPage.Types)
        {
            var docs = new XmlDocs(type.Assembly);
            var instance = Activator.CreateInstance(type)!;
            type.GetProperty(nameof(StreamPipelineOptions.Schemas))?.SetValue(instance, new[] { ExampleBatch.Schema });
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)) { yield return new($"{type.Name}.{property.Name}", property, instance, docs.SummaryOf(property)); }
        }
    }

    // Ignores other problems of the instance, such as missing required options.
    static bool IsTaken(Option option, object value)
    {
        var changed = option.Instance.GetType().GetMethod("<Clone>$")!.Invoke(option.Instance, [])!;
        option.Property.SetValue(changed, value);
        try
        {
            Check(changed)!();
            return true;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ToolkitOptionsException or ArgumentException)
        {
            return !exception.InnerException.Message.Contains($"{option.Property.Name} is ", StringComparison.Ordinal);
        }
    }

    /// <summary>Returns the validation of an instance; null for a type that its reader validates.</summary>
    static Action? Check(object options)
    {
        var type = options.GetType();
        if (type.GetMethod("Validated", BindingFlags.Public | BindingFlags.Instance) is { } validated) { return () => validated.Invoke(options, []); }
        if (type.GetMethod("Validate", BindingFlags.Public | BindingFlags.Instance, []) is { } validate) { return () => validate.Invoke(options, []); }
        return type.GetMethod("Validate", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static) switch
        {
            null => null,
            { IsStatic: true } check => () => check.Invoke(null, [options]),
            var check => () => check.Invoke(options, ["options"]),
        };
    }

    [GeneratedRegex("[Dd]efault (?<quantity>" + Quantity.Pattern + ")", RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex DefaultWords();

    [GeneratedRegex("(?<least>" + Quantity.Pattern + @")( \([^)]*\))? to (?<most>" + Quantity.Pattern + ")", RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex RangeWords();

    sealed record Option(string Name, PropertyInfo Property, object Instance, string Words)
    {
        internal object? Value => Property.GetValue(Instance);

        /// <summary>Returns a non-empty value of an option.</summary>
        internal Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
    }
}
