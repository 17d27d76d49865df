using System.Buffers;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Writes the manifests of a scan with the members of an export's (DynamoDB developer guide, "DynamoDB table export output format").
/// </summary>
static class ScanManifest
{
    /// <summary>Returns <c>manifest-files.json</c>.</summary>
    internal static byte[] Files(IReadOnlyList<StoredPage> pages)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var page in pages)
        {
            Write(bytes, json =>
            {
                json.WriteNumber("itemCount"u8, page.Items);
                json.WriteString("md5Checksum"u8, page.Md5);
                json.WriteString("dataFileS3Key"u8, StoredPage.DataFolder + page.File);
            });
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Returns <c>manifest-summary.json</c>.</summary>
    internal static byte[] Summary(ScanStart start, long items)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, json =>
        {
            json.WriteString("version"u8, "2020-06-30");
            json.WriteString("exportArn"u8, $"{start.TableArn}/export/scan-{BaselineKey.TimeText(start.AsOf)}");
            json.WriteString("tableArn"u8, start.TableArn);
            json.WriteString("exportTime"u8, Instant.Text(start.AsOf));
            json.WriteNumber("itemCount"u8, items);
            json.WriteString("outputFormat"u8, "DYNAMODB_JSON");
            json.WriteString("exportType"u8, ExportSummary.FullExport);
            start.WriteKeys(json);
        });
        return bytes.WrittenSpan.ToArray();
    }

    static void Write(ArrayBufferWriter<byte> bytes, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        bytes.Write("\n"u8);
    }
}
