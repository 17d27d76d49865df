using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

[Collection(nameof(ConformanceCollection))]
public sealed class RandomRoundTripTests(NodeReaders readers) : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Need.NodeReaders)]
    [Trait("Category", "Slow")]
    public void AnySchemaAndRows_ReadBack_InEveryReader()
    {
        var files = 0;
        Prop.ForAll(AnyRows.Cases, write =>
        {
            // Each with its own name, because DuckDB caches files by name and time.
            var file = _directory.Combine(string.Create(CultureInfo.InvariantCulture, $"{files++}.parquet"));
            File.WriteAllBytes(file, write.Write());
            var expected = Canonical.Of(write.Rows).ToJsonString();
            foreach (var reader in NodeReaders.All) { readers.Rows(reader, file, write.Rows.Specs).ToJsonString().ShouldBe(expected, reader); }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 100, full: 200)).WithReplay(20261123UL, 1UL));
    }
}
