using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;
using BiPipeline.Toolkit.LocalAthena.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BiPipeline.Toolkit.LocalAthena.S3;

/// <summary>The part of S3 that tools need to read results: every bucket exists, and objects are in a <see cref="ResultStore"/>.</summary>
sealed class S3Service(ResultStore store)
{
    const int MaxDeletions = 1000;
    const string Xml = "application/xml";

    readonly MultipartUploads _uploads = new(store);

    /// <summary>The names of the operations.</summary>
    internal static FrozenSet<string> Operations { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "AbortMultipartUpload",
        "CompleteMultipartUpload",
        "CopyObject",
        "CreateBucket",
        "CreateMultipartUpload",
        "DeleteBucket",
        "DeleteObject",
        "DeleteObjects",
        "GetBucketLocation",
        "GetObject",
        "HeadBucket",
        "HeadObject",
        "ListBuckets",
        "ListObjects",
        "ListObjectsV2",
        "PutObject",
        "UploadPart",
        "UploadPartCopy");

    internal async Task AnswerAsync(HttpContext context)
    {
        S3Error error;
        try
        {
            await AnswerAsync(S3Request.Read(context)).ConfigureAwait(false);
            return;
        }
        catch (S3Exception exception)
        {
            error = exception.Error;
        }
        catch (ResultStoreException exception)
        {
            error = new(exception.Code == ResultStoreException.Exists ? 412 : 400, exception.Code, exception.Message);
        }
        catch (XmlException)
        {
            error = new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed between the look-up and the read.
            error = S3Error.NoSuchKey;
        }
        await WriteErrorAsync(context, error).ConfigureAwait(false);
    }

    internal static Task WriteErrorAsync(HttpContext context, S3Error error)
    {
        var body = S3Xml.Write("Error", xml =>
        {
            xml.WriteElementString("Code", error.Code);
            xml.WriteElementString("Message", error.Message);
            xml.WriteElementString("RequestId", context.Response.Headers["x-amz-request-id"].ToString());
        }, hasNamespace: false);
        return WriteAsync(context, error.Status, body);
    }

    Task AnswerAsync(S3Request request)
    {
        var method = request.Http.Method;
        if (request.Bucket.Length == 0)
        {
            return HttpMethods.IsGet(method) ? ListBucketsAsync(request) : throw Unknown(method, "the root");
        }
        if (!ResultLocation.IsBucket(request.Bucket))
        {
            throw new ResultStoreException(ResultStoreException.InvalidBucket, "The specified bucket is not valid.");
        }
        return request.Key.Length == 0 ? BucketAsync(request, method) : ObjectAsync(request, method);
    }

    Task BucketAsync(S3Request request, string method)
    {
        if (HttpMethods.IsGet(method) && request.Has("location"))
        {
            return WriteAsync(request.Context, 200, S3Xml.Write("LocationConstraint", _ => { }));
        }
        if (HttpMethods.IsGet(method) && Subresource(request) is { } other) { throw new S3Exception(S3Error.NotImplemented($"?{other}")); }
        if (HttpMethods.IsGet(method)) { return WriteAsync(request.Context, 200, new S3Listing(request, store).Write()); }
        if (HttpMethods.IsHead(method)) { return EmptyAsync(request, 200); }
        if (HttpMethods.IsPost(method) && request.Has("delete")) { return DeleteObjectsAsync(request); }
        if (HttpMethods.IsPut(method))
        {
            store.CreateBucket(request.Bucket);
            return EmptyAsync(request, 200);
        }
        if (!HttpMethods.IsDelete(method)) { throw Unknown(method, "a bucket"); }
        return store.DeleteBucket(request.Bucket)
            ? EmptyAsync(request, 204)
            : throw new S3Exception(new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty"));
    }

    static string? Subresource(S3Request request) =>
        request.Http.Query.Keys.FirstOrDefault(key => key is "acl" or "cors" or "encryption" or "lifecycle" or "logging" or "policy"
            or "tagging" or "uploads" or "versioning" or "versions" or "object-lock" or "publicAccessBlock" or "ownershipControls");

    Task ObjectAsync(S3Request request, string method)
    {
        if (HttpMethods.IsPost(method) && request.Has("uploads")) { return BeginUploadAsync(request); }
        if (request.Parameter("uploadId") is { } upload) { return UploadAsync(request, method, upload); }
        if (Subresource(request) is { } other) { throw new S3Exception(S3Error.NotImplemented($"?{other}")); }
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) { return GetObjectAsync(request, HttpMethods.IsHead(method)); }
        if (HttpMethods.IsPut(method)) { return PutObjectAsync(request); }
        if (!HttpMethods.IsDelete(method)) { throw Unknown(method, "an object"); }
        store.Delete(request.Bucket, request.Key);
        return EmptyAsync(request, 204);
    }

    async Task GetObjectAsync(S3Request request, bool isHead)
    {
        var found = store.Find(request.Bucket, request.Key) ?? throw new S3Exception(S3Error.NoSuchKey);
        if (request.Header("If-Match") is { } match && match != "*" && match != found.ETag)
        {
            throw new S3Exception(new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"));
        }
        var answer = request.Answer;
        answer.Headers.ETag = found.ETag;
        answer.Headers.LastModified = found.Modified.ToString("r", CultureInfo.InvariantCulture);
        if (request.Header("If-None-Match") == found.ETag)
        {
            answer.StatusCode = 304;
            return;
        }
        var range = ByteRange.Read(request.Header("Range"), found.Length);
        var (start, length) = range is { } part ? (part.Start, part.Length) : (0, found.Length);
        answer.StatusCode = range is null ? 200 : 206;
        answer.ContentType = found.ContentType;
        answer.ContentLength = length;
        answer.Headers.AcceptRanges = "bytes";
        if (range is not null)
        {
            answer.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {start}-{start + length - 1}/{found.Length}");
        }
        if (isHead) { return; }
        var stream = found.OpenRead(start);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[1 << 16];
            for (var left = length; left > 0;)
            {
                var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), request.Cancellation)
                    .ConfigureAwait(false);
                if (count == 0) { break; }
                await answer.Body.WriteAsync(buffer.AsMemory(0, count), request.Cancellation).ConfigureAwait(false);
                left -= count;
            }
        }
    }

    async Task PutObjectAsync(S3Request request)
    {
        var source = CopySource.Read(request, store);
        var stored = await store.PutAsync(
            new(request.Bucket, request.Key),
            source?.Object.ContentType ?? request.Http.ContentType ?? DefaultType,
            source is null ? Body(request) : source.CopyAsync,
            request.Header("If-None-Match") == "*",
            request.Cancellation).ConfigureAwait(false);
        if (source is not null)
        {
            await CopiedAsync(request, "CopyObjectResult", stored.ETag, stored.Modified).ConfigureAwait(false);
            return;
        }
        request.Answer.Headers.ETag = stored.ETag;
        await EmptyAsync(request, 200).ConfigureAwait(false);
    }

    const string DefaultType = "binary/octet-stream";

    static Func<Stream, CancellationToken, Task> Body(S3Request request)
    {
        // The store has its own limit.
        request.Context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var isChunked = request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) is true;
        var body = request.Http.Body;
        return (target, cancellation) => isChunked
            ? ChunkedBody.CopyAsync(body, target, cancellation)
            : body.CopyToAsync(target, cancellation);
    }

    static Task CopiedAsync(S3Request request, string root, string tag, DateTimeOffset modified) =>
        WriteAsync(request.Context, 200, S3Xml.Write(root, xml =>
        {
            xml.WriteElementString("ETag", tag);
            xml.WriteElementString("LastModified", S3Xml.Time(modified));
        }));

    Task BeginUploadAsync(S3Request request)
    {
        if (!ResultLocation.IsKey(request.Key))
        {
            throw new ResultStoreException(ResultStoreException.InvalidKey, "The specified key is not valid.");
        }
        var id = _uploads.Begin(request.Bucket, request.Key, request.Http.ContentType ?? DefaultType);
        return WriteAsync(request.Context, 200, S3Xml.Write("InitiateMultipartUploadResult", xml =>
        {
            xml.WriteElementString("Bucket", request.Bucket);
            xml.WriteElementString("Key", request.Key);
            xml.WriteElementString("UploadId", id);
        }));
    }

    async Task UploadAsync(S3Request request, string method, string upload)
    {
        if (HttpMethods.IsPut(method))
        {
            _ = int.TryParse(request.Parameter("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            var source = CopySource.Read(request, store);
            var tag = await _uploads.PutAsync(
                upload,
                request.Bucket,
                request.Key,
                number,
                source is null ? Body(request) : source.CopyAsync,
                request.Cancellation).ConfigureAwait(false);
            if (source is not null)
            {
                await CopiedAsync(request, "CopyPartResult", tag, source.Object.Modified).ConfigureAwait(false);
                return;
            }
            request.Answer.Headers.ETag = tag;
            await EmptyAsync(request, 200).ConfigureAwait(false);
        }
        else if (HttpMethods.IsPost(method))
        {
            await CompleteUploadAsync(request, upload).ConfigureAwait(false);
        }
        else if (HttpMethods.IsDelete(method))
        {
            _uploads.Abort(upload, request.Bucket, request.Key);
            await EmptyAsync(request, 204).ConfigureAwait(false);
        }
        else
        {
            throw Unknown(method, "an upload");
        }
    }

    async Task CompleteUploadAsync(S3Request request, string upload)
    {
        var document = await ReadXmlAsync(request).ConfigureAwait(false);
        var parts = document.Descendants().Where(element => element.Name.LocalName == "Part").Select(part =>
            (int.TryParse(Child(part, "PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
                Child(part, "ETag"))).ToArray();
        if (parts.Length is 0 or > MultipartUploads.MaxParts) { throw new XmlException(); }
        var stored = await _uploads.CompleteAsync(
            upload,
            request.Bucket,
            request.Key,
            parts,
            request.Header("If-None-Match") == "*",
            request.Cancellation).ConfigureAwait(false);
        await WriteAsync(request.Context, 200, S3Xml.Write("CompleteMultipartUploadResult", xml =>
        {
            xml.WriteElementString("Bucket", stored.Bucket);
            xml.WriteElementString("Key", stored.Key);
            xml.WriteElementString("ETag", stored.ETag);
        })).ConfigureAwait(false);

        static string Child(XElement part, string name) =>
            part.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
    }

    static async Task<XDocument> ReadXmlAsync(S3Request request)
    {
        using var reader = XmlReader.Create(
            request.Http.Body,
            new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, request.Cancellation).ConfigureAwait(false);
    }

    async Task DeleteObjectsAsync(S3Request request)
    {
        var document = await ReadXmlAsync(request).ConfigureAwait(false);
        var keys = document.Descendants().Where(element => element.Name.LocalName == "Key").Select(element => element.Value).ToArray();
        if (keys.Length > MaxDeletions) { throw new XmlException(); }
        var isQuiet = document.Root!.Elements().Any(element => element is { Name.LocalName: "Quiet", Value: "true" });
        foreach (var key in keys) { store.Delete(request.Bucket, key); }
        await WriteAsync(request.Context, 200, S3Xml.Write("DeleteResult", xml =>
        {
            foreach (var key in isQuiet ? [] : keys)
            {
                xml.WriteStartElement("Deleted");
                xml.WriteElementString("Key", key);
                xml.WriteEndElement();
            }
        })).ConfigureAwait(false);
    }

    Task ListBucketsAsync(S3Request request) => WriteAsync(request.Context, 200, S3Xml.Write("ListAllMyBucketsResult", xml =>
    {
        xml.WriteStartElement("Buckets");
        foreach (var bucket in store.Buckets)
        {
            xml.WriteStartElement("Bucket");
            xml.WriteElementString("Name", bucket);
            xml.WriteElementString("CreationDate", S3Xml.Time(DateTimeOffset.UnixEpoch));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }));

    static S3Exception Unknown(string method, string what) => new(S3Error.NotImplemented($"{method} of {what}"));

    static Task EmptyAsync(S3Request request, int status)
    {
        request.Answer.StatusCode = status;
        return Task.CompletedTask;
    }

    static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Xml;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
