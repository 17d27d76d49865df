namespace BiPipeline.Toolkit.Flattening.Tests.Forms;

/// <summary>Mutated documents of every form: no exception but the documented one, and every record is accounted for.</summary>
public sealed class FormFuzzTests
{
    static readonly int Documents = TestVolume.Of(usual: 40_000, full: 1_000_000);

    [Fact]
    [Trait("Category", "Slow")]
    public void MutatedDocuments_NeverThrowAnythingElse()
    {
        var random = new Random(20261129);
        var seeds = FormTests.Filled.Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        var buffer = new byte[64 * 1024];
        var flattener = new RecordFlattener(Spelling.Schema);
        var inference = new SchemaInference();
        long refused = 0;
        for (var i = 0; i < Documents; i++)
        {
            var length = FuzzTests.Mutate(seeds[random.Next(seeds.Length)], buffer, random);
            var document = buffer.AsSpan(0, length);
            flattener.Clear();
            try
            {
                if (i % 2 == 0) { flattener.Flatten(document, default, isLast: true); }
                else { flattener.Flatten(document); }
                inference.Observe(document, default, isLast: true);
            }
            catch (PayloadException)
            {
                refused++;
            }
            var batch = flattener.Batches[0];
            if (batch.Columns.RowCount + batch.Quarantine.Count != flattener.RecordCount)
            {
                Assert.Fail($"Document {i}: {batch.Columns.RowCount} rows and {batch.Quarantine.Count} quarantined of {flattener.RecordCount} records: {Convert.ToBase64String(document)}");
            }
        }
        refused.ShouldBeInRange(1, Documents / 2);
    }
}
