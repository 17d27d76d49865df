using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Parquet;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

public sealed class BackgroundPutsTests : IDisposable
{
    readonly GatedStore _store = new(new InMemoryObjectStore());
    readonly LakeWriter _writer;
    readonly BackgroundPuts _puts;

    public BackgroundPutsTests()
    {
        _writer = new(_store, new ParquetFormat(), new LakeWriterOptions { OpenObjects = 1 });
        _puts = new(_writer, _ => Task.CompletedTask, maxWaiting: 20);
    }

    public void Dispose() => _writer.Dispose();

    [Fact]
    public async Task Begin_FewObjectsWaiting_Continues()
    {
        await BeginAsync();
        Append(days: 4);

        var goesOn = _puts.BeginAsync(CancellationToken.None).IsCompletedSuccessfully;

        var waiting = _writer.PendingObjectCount;
        _store.Open();
        await _puts.DisposeAsync();
        goesOn.ShouldBeTrue();
        waiting.ShouldBeInRange(1, 19);
    }

    [Fact]
    public async Task Begin_ManyObjectsWaiting_WaitsForTheStore()
    {
        await BeginAsync();
        Append(days: 21);

        var begin = _puts.BeginAsync(CancellationToken.None);

        var goesOn = begin.IsCompleted;
        _store.Open();
        await begin;
        await _puts.DisposeAsync();
        goesOn.ShouldBeFalse();
        _writer.PendingObjectCount.ShouldBe(0);
    }

    [Fact]
    public async Task Dispose_WhilePutting_WaitsWithoutThrowing()
    {
        await BeginAsync();

        var disposed = _puts.DisposeAsync().AsTask();

        var isOver = disposed.IsCompleted;
        _store.Fail(new IOException("no room"));
        await disposed;
        isOver.ShouldBeFalse();
    }

    // Objects on the way to a store that waits for the gate.
    async Task BeginAsync()
    {
        Append(days: 2);
        await _puts.BeginAsync(CancellationToken.None);
    }

    // A whole block of records, so that objects are finished.
    void Append(int days)
    {
        var flattener = new RecordFlattener([Orders.Schema]);
        flattener.Flatten(Change.LinesOf(Orders.Some(4_096, days)), PayloadKind.Lines);
        _writer.Append(flattener.Batches, flattener.RecordCount);
    }
}
