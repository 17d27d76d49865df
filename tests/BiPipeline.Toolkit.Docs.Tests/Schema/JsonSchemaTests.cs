using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

/// <summary>Compares the JSON Schema for editors with the reader, which decides: an editor must not mark a file that the reader accepts.</summary>
public sealed class JsonSchemaTests
{
    public static TheoryData<string> Broken => [.. SchemaFiles.Refused.Keys, .. SchemaFiles.RefusedByTheReaderOnly.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public void Reader_BrokenRule_Throws(string rule)
    {
        var file = SchemaFiles.Refused.GetValueOrDefault(rule) ?? SchemaFiles.RefusedByTheReaderOnly[rule];

        Should.Throw<SchemaException>(() => TableSchema.Parse(file)).Problems.ShouldNotBeEmpty();
    }

    [RequiresFact(Need.JsonSchema)]
    public async Task JsonSchema_BrokenRules_Fail()
    {
        var errors = await ValidateAsync(SchemaFiles.Refused.Values);

        errors.Count.ShouldBe(SchemaFiles.Refused.Count);
        SchemaFiles.Refused.Keys.Zip(errors).Where(rule => rule.Second.Length == 0).Select(rule => rule.First).ShouldBeEmpty();
    }

    [RequiresFact(Need.JsonSchema)]
    public async Task JsonSchema_RulesAcrossMembers_AreCheckedOnlyByTheReader() =>
        (await ValidateAsync(SchemaFiles.RefusedByTheReaderOnly.Values)).ShouldAllBe(errors => errors.Length == 0);

    [RequiresFact(Need.JsonSchema)]
    public async Task JsonSchema_ValidFile_Passes()
    {
        SchemaFiles.OfTheRepository.Count.ShouldBeGreaterThanOrEqualTo(3);
        string[] files = [.. SchemaFiles.Accepted, .. SchemaFiles.OfTheRepository.Select(File.ReadAllText)];
        foreach (var file in files) { TableSchema.Parse(file).ShouldNotBeNull(); }

        (await ValidateAsync(files)).SelectMany(errors => errors).ShouldBeEmpty();
        (await ValidateAsync(files.Select(file => TableSchema.Parse(file).ToJson()))).SelectMany(errors => errors).ShouldBeEmpty();
    }

    // An editor that marks a valid file is worse than one that misses an invalid one.
    [RequiresFact(Need.JsonSchema)]
    public async Task JsonSchema_AnyValidFile_Passes()
    {
        string[] taken = [.. SchemaMutants.Of(SchemaFiles.Accepted, count: TestVolume.Of(usual: 5_000, full: 20_000), seed: 20261126).Where(IsTaken).Distinct(StringComparer.Ordinal)];

        taken.Length.ShouldBeGreaterThan(TestVolume.Of(usual: 250, full: 1_000));
        taken.Zip(await ValidateAsync(taken)).Where(file => file.Second.Length > 0).Select(file => $"{file.First}: {string.Join(", ", file.Second)}").ShouldBeEmpty();
    }

    [Fact]
    public void EditorsMember_IsIgnored()
    {
        var file = JsonNode.Parse(SchemaFiles.Accepted[0])!.AsObject();
        file["$schema"] = "https://example.com/bipipeline.schema.json";

        TableSchema.Parse(file.ToJsonString()).ComputeHash().ShouldBe(TableSchema.Parse(SchemaFiles.Accepted[0]).ComputeHash());
    }

    // Words and limits that are in both places; the reader's decide.
    [Fact]
    public void JsonSchema_ReservedNames_MatchTheEnvelope()
    {
        var reserved = Schema()["definitions"]!["columnName"]!["allOf"]![1]!["not"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>());

        reserved.ShouldBe([.. EnvelopeColumns.All.Select(column => column.Name), EnvelopeColumns.Position]);
        Schema()["properties"]!["partitions"]!["maxItems"]!.GetValue<int>().ShouldBe(PartitionSpec.MaxFields);
        Schema()["definitions"]!["partition"]!["properties"]!["from"]!["default"]!.GetValue<string>().ShouldBe(new PartitionField("p", "s", PartitionTransform.Day).From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    static bool IsTaken(string file)
    {
        try
        {
            TableSchema.Parse(file);
            return true;
        }
        catch (SchemaException)
        {
            return false;
        }
    }

    static JsonNode Schema() => JsonNode.Parse(File.ReadAllText(Repository.PathOf(SchemaFiles.JsonSchema)))!;

    static Task<IReadOnlyList<string[]>> ValidateAsync(IEnumerable<string> files) => JsonSchemaValidator.ValidateAsync(File.ReadAllText(Repository.PathOf(SchemaFiles.JsonSchema)), files);
}
