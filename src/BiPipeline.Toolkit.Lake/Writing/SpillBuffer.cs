using System.Buffers;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The bytes of an unfinished object: first in memory, then in a temporary file, which is deleted at disposal.
/// </summary>
sealed class SpillBuffer(int memoryBytes) : IBufferWriter<byte>, IDisposable
{
    const int FirstBytes = 4 * 1024;

    byte[] _memory = [];
    int _length;
    FileStream? _file;

    public void Dispose()
    {
        _memory = [];
        if (_file is null) { return; }
        _file.Dispose();
        File.Delete(_file.Name);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _memory.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _memory.AsSpan(_length);
    }

    /// <summary>Returns the written bytes. Nothing can be written after it.</summary>
    internal ObjectContent ToContent()
    {
        if (_file is null) { return ObjectContent.Of(_memory.AsMemory(0, _length)); }
        Spill();
        // Closes the file, because not every system can read a file that another handle may write.
        _file.Dispose();
        _memory = [];
        return ObjectContent.OfFile(_file.Name);
    }

    void Ensure(int more)
    {
        more = Math.Max(1, more);
        if (more <= _memory.Length - _length) { return; }
        if ((long)_length + more > memoryBytes && _length > 0) { Spill(); }
        if (more > _memory.Length - _length)
        {
            var wanted = Math.Max(_length + (long)more, Math.Clamp(_memory.Length * 2L, FirstBytes, Math.Max(FirstBytes, memoryBytes)));
            Array.Resize(ref _memory, checked((int)Math.Min(Array.MaxLength, wanted)));
        }
    }

    void Spill()
    {
        _file ??= new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _file.Write(_memory, 0, _length);
        _length = 0;
    }
}
