using System.Xml;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>ListObjects and ListObjectsV2.</summary>
sealed class S3Listing(S3Request request, ResultStore store)
{
    const int MaxKeys = 1000;

    readonly bool _isV2 = request.Parameter("list-type") == "2";
    readonly bool _isEncoded = request.Parameter("encoding-type") == "url";
    readonly string _prefix = request.Parameter("prefix") ?? "";
    readonly string _delimiter = request.Parameter("delimiter") ?? "";

    internal byte[] Write()
    {
        var most = request.Parameter("max-keys") is { Length: > 0 } text ? Number(text) : MaxKeys;
        var token = request.Parameter("continuation-token");
        var after = (_isV2 ? token is null ? request.Parameter("start-after") : Decode(token) : request.Parameter("marker")) ?? "";
        var page = Entries(after).Take(most + 1).ToArray();
        var isTruncated = page.Length > most && most > 0;
        if (page.Length > most) { page = page[..most]; }
        return S3Xml.Write("ListBucketResult", xml =>
        {
            xml.WriteElementString("Name", request.Bucket);
            xml.WriteElementString("Prefix", Text(_prefix));
            if (_delimiter.Length > 0) { xml.WriteElementString("Delimiter", Text(_delimiter)); }
            xml.WriteElementString("MaxKeys", most.ToString(CultureInfo.InvariantCulture));
            if (_isEncoded) { xml.WriteElementString("EncodingType", "url"); }
            xml.WriteElementString("IsTruncated", isTruncated ? "true" : "false");
            if (_isV2)
            {
                xml.WriteElementString("KeyCount", page.Length.ToString(CultureInfo.InvariantCulture));
                if (token is not null) { xml.WriteElementString("ContinuationToken", token); }
                if (isTruncated) { xml.WriteElementString("NextContinuationToken", Encode(page[^1].Name)); }
            }
            else
            {
                xml.WriteElementString("Marker", Text(after));
                if (isTruncated) { xml.WriteElementString("NextMarker", Text(page[^1].Name)); }
            }
            foreach (var (_, found) in page)
            {
                if (found is not null) { WriteObject(xml, found); }
            }
            foreach (var (name, found) in page)
            {
                if (found is not null) { continue; }
                xml.WriteStartElement("CommonPrefixes");
                xml.WriteElementString("Prefix", Text(name));
                xml.WriteEndElement();
            }
        });
    }

    // An object, or a prefix up to the delimiter in place of the objects below it.
    IEnumerable<(string Name, StoredResult? Object)> Entries(string after)
    {
        string? last = null;
        foreach (var found in store.List(request.Bucket, _prefix))
        {
            var end = _delimiter.Length > 0 ? found.Key.IndexOf(_delimiter, _prefix.Length, StringComparison.Ordinal) : -1;
            var name = end < 0 ? found.Key : found.Key[..(end + _delimiter.Length)];
            if (name == last || KeyOrder.Instance.Compare(name, after) <= 0) { continue; }
            last = name;
            yield return (name, end < 0 ? found : null);
        }
    }

    void WriteObject(XmlWriter xml, StoredResult found)
    {
        xml.WriteStartElement("Contents");
        xml.WriteElementString("Key", Text(found.Key));
        xml.WriteElementString("LastModified", S3Xml.Time(found.Modified));
        xml.WriteElementString("ETag", found.ETag);
        xml.WriteElementString("Size", found.Length.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("StorageClass", "STANDARD");
        xml.WriteEndElement();
    }

    string Text(string text) =>
        _isEncoded ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text;

    static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw Invalid("The continuation token provided is incorrect");
        }
    }

    static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, MaxKeys)
            : throw Invalid("Provided max-keys not an integer or within integer range");

    static S3Exception Invalid(string message) => new(new(400, "InvalidArgument", message));
}
