using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// An object's bytes, range by range, so that neither memory nor a connection's life grows with the object. A connection that is cut is
/// taken up where it was cut. Every range asks for the same version of the object: one that changes while it is read is an error.
/// </summary>
sealed class S3InputStream(
    IAmazonS3 s3,
    string bucket,
    InputFile file,
    TimeProvider? time = null,
    int rangeBytes = S3InputStream.RangeBytes) : ForwardStream
{
    internal const int RangeBytes = 16 * 1024 * 1024;

    const int FirstRangeBytes = 1024 * 1024;
    const int MostFailures = 5;

    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    readonly TimeProvider _time = time ?? TimeProvider.System;
    GetObjectResponse? _range;
    long _position;
    long _rangeEnd;

    string Name => $"s3://{bucket}/{file.Path}";

    // Inputs are read by the thread that waits for them; the SDK and its streams are asynchronous.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads bytes of the object.</summary>
    /// <exception cref="IOException">The object changed, can't be read, or its connection is cut again and again.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position == file.Length) { return 0; }
        for (var failures = 0; ; failures++)
        {
            try
            {
                if (_position == _rangeEnd) { await OpenRangeAsync(cancellationToken).ConfigureAwait(false); }
                var length = await ReadRangeAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (length > 0) { return length; }
            }
            catch (Exception exception) when (failures == MostFailures && IsCut(exception, cancellationToken))
            {
                throw new IOException($"{Name} can't be read behind byte {_position}: {exception.Message}", exception);
            }
            catch (Exception exception) when (IsCut(exception, cancellationToken))
            {
                // The next try begins where this one ended.
            }
            if (failures == MostFailures) { throw new IOException($"{Name} ends at byte {_position}; expected {file.Length} bytes."); }
            CloseRange();
            await Task.Delay(FirstWait * (1 << failures), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { CloseRange(); }
        base.Dispose(disposing);
    }

    // A time-out of the client cancels without the caller's token; a refusal of S3 is not a cut.
    static bool IsCut(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        StoreRefusedException or InputChangedException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AmazonServiceException service => service.StatusCode >= HttpStatusCode.InternalServerError || service.Retryable is not null,
        IOException or HttpRequestException or AmazonClientException => true,
        _ => false,
    };

    async Task OpenRangeAsync(CancellationToken cancellationToken)
    {
        // A small one first: the check of an input reads no more than its beginning, and what is left of a range is thrown away.
        var length = _position == 0 ? Math.Min(rangeBytes, FirstRangeBytes) : rangeBytes;
        var last = Math.Min(file.Length, _position + length) - 1;
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = file.Path,
            ByteRange = new ByteRange(_position, last),
            EtagToMatch = file.Tag,
        };
        try
        {
            _range = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            _rangeEnd = last + 1;
        }
        catch (AmazonS3Exception exception) when (IsOtherVersion(exception))
        {
            throw new InputChangedException($"{Name} changed while it was read; expected one version. Run again.", exception);
        }
        catch (Exception exception) when (S3Refusal.Describe(exception, "s3:GetObject", bucket, file.Path) is { } refusal)
        {
            throw new StoreRefusedException(refusal, exception);
        }
    }

    static bool IsOtherVersion(AmazonS3Exception exception) => exception.StatusCode
        is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable;

    async Task<int> ReadRangeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var wanted = buffer[..(int)Math.Min(buffer.Length, _rangeEnd - _position)];
        var length = await _range!.ResponseStream.ReadAsync(wanted, either.Token).ConfigureAwait(false);
        _position += length;
        if (_position == _rangeEnd) { CloseRange(); }
        return length;
    }

    void CloseRange()
    {
        _range?.Dispose();
        _range = null;
        _rangeEnd = _position;
    }
}
