namespace BiPipeline.Toolkit.Lake;

sealed class FileContent(string path) : ObjectContent
{
    public override long Length => new FileInfo(path).Length;

    public override Stream OpenRead() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
}
