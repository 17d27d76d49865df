using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Maintenance.Tests.Exports;

/// <summary>
/// An export as DynamoDB writes it, made without the toolkit (DynamoDB developer guide, "DynamoDB table export output format"). Tests change
/// what they need before <see cref="Write"/>.
/// </summary>
[SuppressMessage("Security", "CA5351", Justification = "DynamoDB writes MD5 checksums.")]
sealed class ExportFolder
{
    internal const string TableArn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
    internal const string Time = "2026-11-03T00:00:00.000Z";

    readonly List<(string Name, byte[] Bytes, int Items)> _files = [];

    internal JsonObject Summary { get; } = new()
    {
        ["version"] = "2020-06-30",
        ["exportArn"] = TableArn + "/export/01793664000000-0a1b2c3d",
        ["startTime"] = "2026-11-03T00:00:05.123Z",
        ["endTime"] = "2026-11-03T00:20:05.123Z",
        ["tableArn"] = TableArn,
        ["tableId"] = "12345678-1234-1234-1234-123456789012",
        ["exportTime"] = Time,
        ["s3Bucket"] = "exports",
        ["s3Prefix"] = null,
        ["s3SseAlgorithm"] = "AES256",
        ["s3SseKmsKeyId"] = null,
        ["manifestFilesS3Key"] = "AWSDynamoDB/01793664000000-0a1b2c3d/manifest-files.json",
        ["billedSizeBytes"] = 0,
        ["itemCount"] = 0,
        ["outputFormat"] = "DYNAMODB_JSON",
        ["exportType"] = "FULL_EXPORT",
    };

    /// <summary>The lines of manifest-files.json.</summary>
    internal List<JsonObject> Lines { get; } = [];

    /// <summary>The prefix of the export's keys, with its slash.</summary>
    internal string Prefix { get; init; } = "";

    internal string Id => ((string)Summary["exportArn"]!).Split('/')[^1];

    bool IsIncremental => (string)Summary["exportType"]! == "INCREMENTAL_EXPORT";

    string DataFolder => IsIncremental ? "AWSDynamoDB/data/" : $"AWSDynamoDB/{Id}/data/";

    /// <summary>An export of items in some files.</summary>
    internal static ExportFolder Of(params IEnumerable<string>[] files)
    {
        var export = new ExportFolder();
        foreach (var lines in files) { export.Add([.. lines]); }
        return export;
    }

    /// <summary>Items <c>{"Item":{…}}</c> of orders.</summary>
    internal static IEnumerable<string> Orders(int first, int count) => Enumerable.Range(first, count).Select(i =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$$$"""{"Item":{"orderId":{"S":"o{{{{i}}}}"},"amount":{"N":"{{{{i}}}}.5"},"region":{"S":"{{{{(i % 3 == 0 ? "eu" : "us")}}}}"}}}"""));

    internal ExportFolder Incremental(string from, string to, string id, string view = "NEW_AND_OLD_IMAGES")
    {
        Summary["version"] = "2023-08-01";
        Summary["exportType"] = "INCREMENTAL_EXPORT";
        Summary.Remove("exportTime");
        (Summary["exportFromTime"], Summary["exportToTime"], Summary["outputView"]) = (from, to, view);
        Summary["exportArn"] = $"{TableArn}/export/{id}";
        return this;
    }

    internal void Add(params string[] lines)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) { gzip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))); }
        _files.Add((string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_files.Count:0000}abcdefghijklmnopqrstuv.json.gz"), buffer.ToArray(), lines.Length));
    }

    /// <summary>The files of the export by key, the manifests last.</summary>
    internal IReadOnlyList<(string Key, byte[] Bytes)> Files()
    {
        List<(string, byte[])> all = [];
        if (Lines.Count == 0)
        {
            foreach (var (name, bytes, items) in _files)
            {
                Lines.Add(new() { ["itemCount"] = items, ["md5Checksum"] = Convert.ToBase64String(MD5.HashData(bytes)), ["etag"] = Convert.ToHexStringLower(MD5.HashData(bytes)) + "-1", ["dataFileS3Key"] = DataFolder + name });
            }
            if ((int)Summary["itemCount"]! == 0) { Summary["itemCount"] = _files.Sum(file => file.Items); }
        }
        foreach (var (name, bytes, _) in _files) { all.Add((Prefix + DataFolder + name, bytes)); }
        var manifest = Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => line.ToJsonString() + "\n")));
        var summary = Encoding.UTF8.GetBytes(Summary.ToJsonString());
        var folder = $"{Prefix}AWSDynamoDB/{Id}/";
        all.Add((folder + "_started", []));
        all.Add((folder + "manifest-files.json", manifest));
        all.Add((folder + "manifest-files.md5", Encoding.UTF8.GetBytes(Convert.ToBase64String(MD5.HashData(manifest)))));
        all.Add((folder + "manifest-summary.md5", Encoding.UTF8.GetBytes(Convert.ToBase64String(MD5.HashData(summary)))));
        all.Add((folder + "manifest-summary.json", summary));
        return all;
    }

    /// <summary>Writes the export below a folder of this machine and returns its own folder.</summary>
    internal string Write(string root)
    {
        foreach (var (key, bytes) in Files())
        {
            var path = Path.Combine(root, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
        return Path.Combine(root, Prefix, "AWSDynamoDB", Id);
    }
}
