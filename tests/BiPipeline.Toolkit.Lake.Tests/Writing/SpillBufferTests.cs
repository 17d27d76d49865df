using System.Buffers;

namespace BiPipeline.Toolkit.Lake.Tests.Writing;

public sealed class SpillBufferTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(65_535, 1_000)]
    [InlineData(65_536, 1_000)]
    [InlineData(65_537, 1_000)]
    [InlineData(1_000_000, 7)]
    [InlineData(1_000_000, 300_000)]
    public async Task ToContent_WrittenBytes_CanBeReadAnyNumberOfTimes(int length, int pieces)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        using var buffer = new SpillBuffer(64 * 1024);
        foreach (var piece in bytes.Chunk(pieces)) { buffer.Write(piece); }

        var content = buffer.ToContent();

        content.Length.ShouldBe(length);
        for (var i = 0; i < 2; i++)
        {
            var read = new MemoryStream();
            await using var stream = content.OpenRead();
            await stream.CopyToAsync(read);
            read.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        }
    }

    [Fact]
    public void Dispose_OfASpilledBuffer_DeletesItsFile()
    {
        var buffer = new SpillBuffer(64 * 1024);
        buffer.Write(new byte[200_000]);
        var content = buffer.ToContent();

        buffer.Dispose();

        Should.Throw<FileNotFoundException>(content.OpenRead);
    }

    [Fact]
    public void Dispose_OfAnUnfinishedBuffer_DeletesItsFile()
    {
        var buffer = new SpillBuffer(64 * 1024);
        buffer.Write(new byte[200_000]);

        Should.NotThrow(buffer.Dispose);
        Should.NotThrow(buffer.Dispose);
    }
}
