namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Writes the manifests of a scan with the members of an export's (DynamoDB developer guide, "DynamoDB table export output format").
/// </summary>
static class ScanManifest
{
    /// <summary>Returns <c>manifest-files.json</c>.</summary>
    internal static byte[] Files(IReadOnlyList<StoredPage> pages) =>
    [
        .. pages.SelectMany(page => JsonLine.Of(json =>
        {
            json.WriteNumber("itemCount"u8, page.Items);
            json.WriteString("md5Checksum"u8, page.Md5);
            json.WriteString("dataFileS3Key"u8, StoredPage.DataFolder + page.File);
        })),
    ];

    /// <summary>Returns <c>manifest-summary.json</c>.</summary>
    internal static byte[] Summary(ScanStart start, long items) => JsonLine.Of(json =>
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
}
