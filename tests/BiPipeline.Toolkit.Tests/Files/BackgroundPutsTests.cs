using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

public sealed class BackgroundPutsTests
{
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly MemoryStore _store = new();

    [Fact]
    public async Task Begin_FewObjectsWaiting_GoesOn()
    {
        using var writer = Writer();
        var puts = new BackgroundPuts(writer, mostWaiting: 20);
        Append(writer, days: 2);
        await puts.BeginAsync(CancellationToken.None);
        Append(writer, days: 4);

        var goesOn = puts.BeginAsync(CancellationToken.None).IsCompletedSuccessfully;

        var waiting = writer.FinishedObjects;
        _gate.SetResult();
        await puts.DisposeAsync();
        goesOn.ShouldBeTrue();
        waiting.ShouldBeInRange(1, 19);
    }

    [Fact]
    public async Task Begin_ManyObjectsWaiting_WaitsForTheStore()
    {
        using var writer = Writer();
        var puts = new BackgroundPuts(writer, mostWaiting: 20);
        Append(writer, days: 2);
        await puts.BeginAsync(CancellationToken.None);
        Append(writer, days: 21);

        var begin = puts.BeginAsync(CancellationToken.None);

        var goesOn = begin.IsCompleted;
        _gate.SetResult();
        await begin;
        await puts.DisposeAsync();
        goesOn.ShouldBeFalse();
        writer.FinishedObjects.ShouldBe(0);
    }

    [Fact]
    public async Task Dispose_WhilePutting_WaitsAndSaysNothing()
    {
        using var writer = Writer();
        var puts = new BackgroundPuts(writer, mostWaiting: 20);
        Append(writer, days: 2);
        await puts.BeginAsync(CancellationToken.None);

        var disposed = puts.DisposeAsync().AsTask();

        var isOver = disposed.IsCompleted;
        _gate.SetException(new IOException("no room"));
        await disposed;
        isOver.ShouldBeFalse();
    }

    LakeWriter Writer() => new(new GatedStore(_store, _gate.Task), new ParquetFormat(), LakeWriterOptions.Default with { OpenObjects = 1 });

    // A whole block of records, so that objects are cut.
    static void Append(LakeWriter writer, int days)
    {
        var flattener = new RecordFlattener([Orders.Schema], FlattenOptions.Default);
        flattener.Flatten(Change.LinesOf(Orders.Some(4_096, days)), PayloadKind.Lines);
        writer.Append(flattener.Batches, flattener.RecordCount);
    }
}
