using System.Xml;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>Writes an XML answer of S3.</summary>
static class S3Xml
{
    const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    internal static byte[] Write(string root, Action<XmlWriter> write, bool hasNamespace = true)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            if (hasNamespace) { xml.WriteStartElement(root, Namespace); }
            else { xml.WriteStartElement(root); }
            write(xml);
            xml.WriteEndElement();
        }
        return stream.ToArray();
    }

    internal static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
