using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.DynamoDb;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;
using BiPipeline.Toolkit.Maintenance;
using BiPipeline.Toolkit.Parquet;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Writes every options record: its members from the types, their words from the XML docs, their defaults from an instance.</summary>
static class OptionsPage
{
    static readonly Assembly[] Packages =
    [
        typeof(StreamPipeline).Assembly, typeof(TableSchema).Assembly, typeof(FlattenOptions).Assembly, typeof(LakeWriter).Assembly, typeof(ParquetFormat).Assembly,
        typeof(Backfill).Assembly, typeof(LakeCatalog).Assembly, typeof(AthenaQueryRunner).Assembly, typeof(DynamoDbJson).Assembly, typeof(LocalAthenaEngine).Assembly,
    ];

    internal static IReadOnlyList<Type> Types { get; } =
        [.. Packages.SelectMany(package => package.GetExportedTypes().Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).OrderBy(type => type.Name, StringComparer.Ordinal))];

    internal static string Tables()
    {
        var page = new StringBuilder();
        foreach (var type in Types)
        {
            var docs = new XmlDocs(type.Assembly);
            var instance = Activator.CreateInstance(type)!;
            page.Append("## ").Append(type.Name).Append("\n\n").Append(docs.SummaryOf(type)).Append(" (package `").Append(type.Assembly.GetName().Name).Append("`)\n\n| option | default | what it is |\n|---|---|---|\n");
            foreach (var option in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                page.Append("| `").Append(option.Name).Append("` | ").Append(Default(option, instance)).Append(" | ").Append(docs.SummaryOf(option).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
            }
            page.Append('\n');
        }
        return page.ToString();
    }

    static string Default(PropertyInfo option, object instance) => option.IsDefined(typeof(RequiredMemberAttribute)) ? "required" : Text(option.GetValue(instance));

    static string Text(object? value) => value switch
    {
        null => "none",
        "" => "none",
        string folder when folder == Path.GetTempPath() => "the system's",
        string text => $"`{text}`",
        bool yes => yes ? "`true`" : "`false`",
        int or long => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        double number => number.ToString(CultureInfo.InvariantCulture),
        TimeSpan { TotalHours: >= 2, Minutes: 0, Seconds: 0, Milliseconds: 0 } time => $"{time.TotalHours} h",
        TimeSpan time => time < TimeSpan.FromSeconds(1) ? $"{time.TotalMilliseconds} ms" : time < TimeSpan.FromMinutes(2) ? $"{time.TotalSeconds} s" : $"{time.TotalMinutes} min",
        IReadOnlyList<string> texts => texts.Count == 0 ? "none" : $"`{string.Join("`, `", texts)}`",
        ReadOnlyMemory<byte> bytes => bytes.IsEmpty ? "none" : $"{bytes.Length} bytes",
        System.Collections.ICollection { Count: 0 } => "none",
        Enum word => $"`{word}`",
        TimeProvider => "the system's",
        _ when Types.Contains(value.GetType()) => $"[`{value.GetType().Name}`](#{value.GetType().Name.ToLowerInvariant()})",
        ParquetCodec codec => $"`{codec.Name}`",
        ShardPosition position => $"`{position}`",
        _ => $"`{value.GetType().Name}`",
    };

    // Powers of two in binary units, others with separators.
    static string Number(long number) => number switch
    {
        >= 1 << 20 when number % (1 << 20) == 0 => $"{number >> 20} Mi",
        >= 1 << 16 when number % (1 << 10) == 0 && number % 1000 != 0 && number < 100_000 => $"{number >> 10} Ki",
        _ => number.ToString("N0", CultureInfo.InvariantCulture),
    };
}
