using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Glue.Tests.Evolution;

public sealed class TypeTransitionTests
{
    static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 500, full: 2_000)).WithReplay(20261122UL, 1UL);

    [Theory]
    // Athena's own list of compatible types that the toolkit writes, and struct fields at the end.
    [InlineData("int", "bigint", nameof(TypeChange.Safe))]
    [InlineData("array<int>", "array<bigint>", nameof(TypeChange.Safe))]
    [InlineData("struct<a:int>", "struct<a:int,b:string>", nameof(TypeChange.Safe))]
    [InlineData("array<struct<a:map<string,int>>>", "array<struct<a:map<string,bigint>,b:date>>", nameof(TypeChange.Safe))]
    [InlineData("string", "string", nameof(TypeChange.None))]
    // The reader opens them, but AWS does not guarantee them, or values may not fit.
    [InlineData("bigint", "int", nameof(TypeChange.NewFilesOnly))]
    [InlineData("decimal(12,2)", "decimal(14,2)", nameof(TypeChange.NewFilesOnly))]
    [InlineData("decimal(14,2)", "decimal(12,2)", nameof(TypeChange.NewFilesOnly))]
    [InlineData("int", "decimal(18,2)", nameof(TypeChange.NewFilesOnly))]
    [InlineData("timestamp", "bigint", nameof(TypeChange.NewFilesOnly))]
    [InlineData("struct<a:int,b:int>", "struct<b:int,a:int>", nameof(TypeChange.NewFilesOnly))]
    [InlineData("struct<a:int,b:int>", "struct<a:int>", nameof(TypeChange.NewFilesOnly))]
    [InlineData("struct<a:int>", "struct<b:int,a:int>", nameof(TypeChange.NewFilesOnly))]
    // HIVE_BAD_DATA.
    [InlineData("bigint", "decimal(18,0)", nameof(TypeChange.Refused))]
    [InlineData("int", "decimal(38,0)", nameof(TypeChange.Refused))]
    [InlineData("bigint", "double", nameof(TypeChange.Refused))]
    [InlineData("int", "string", nameof(TypeChange.Refused))]
    [InlineData("decimal(12,2)", "double", nameof(TypeChange.Refused))]
    [InlineData("decimal(12,2)", "string", nameof(TypeChange.Refused))]
    [InlineData("string", "timestamp", nameof(TypeChange.Refused))]
    [InlineData("bigint", "timestamp", nameof(TypeChange.Refused))]
    [InlineData("date", "timestamp", nameof(TypeChange.Refused))]
    [InlineData("string", "array<string>", nameof(TypeChange.Refused))]
    [InlineData("array<struct<a:string>>", "array<struct<a:int,b:int>>", nameof(TypeChange.Refused))]
    public void Between_Types_ReturnsTheVerdict(string from, string to, string change) =>
        TypeTransition.Between(DataType.Parse(from), DataType.Parse(to)).Change.ToString().ShouldBe(change);

    [Fact]
    public void Between_NestedChange_NamesThePath() =>
        TypeTransition.Between(DataType.Parse("array<struct<a:map<string,int>>>"), DataType.Parse("array<struct<a:map<string,string>>>")).Reason
            .ShouldBe("elements: field a: values: Athena can't read a file's int as string");

    [Fact]
    public void Join_AnyTypes_IsCommutativeAssociativeAndIdempotent()
    {
        Prop.ForAll(Types(), Types(), Types(), (a, b, c) =>
        {
            Normal(TypeTransition.Join(a, a)).ShouldBe(Normal(a));
            Normal(TypeTransition.Join(a, b)).ShouldBe(Normal(TypeTransition.Join(b, a)));
            Normal(Join(Join(a, b), c)).ShouldBe(Normal(Join(a, Join(b, c))));
        }).Check(Seeded);

        static DataType? Join(DataType? left, DataType? right) => left is null || right is null ? null : TypeTransition.Join(left, right);
    }

    [Fact]
    public void Join_TypesWithAJoin_ReachItSafely() => Prop.ForAll(Types(), Types(), (a, b) =>
    {
        if (TypeTransition.Join(a, b) is { } joined) { TypeTransition.Between(a, joined).Change.ShouldBeOneOf(TypeChange.None, TypeChange.Safe); }
    }).Check(Seeded);

    [Fact]
    public void ToMarkdown_Page_MatchesTheOneInDocs() => Golden.Match("docs/schema-evolution.md", EvolutionGuide.ToMarkdown());

    // The order of a struct's fields depends on when they were added.
    static string Normal(DataType? type) => type switch
    {
        null => "conflict",
        DataType.ArrayType array => $"array<{Normal(array.Element)}>",
        DataType.MapType map => $"map<{Normal(map.Value)}>",
        DataType.StructType fields => $"struct<{string.Join(',', fields.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}:{Normal(field.Type)}"))}>",
        _ => type.ToString(),
    };

    static Arbitrary<DataType> Types()
    {
        var leaf = Gen.Elements(DataType.Int, DataType.Bigint, DataType.String, DataType.Decimal(12, 2));
        return TypesOf(2).ToArbitrary();

        Gen<DataType> TypesOf(int depth) => depth == 0 ? leaf : Gen.Frequency(
            (3, leaf),
            (1, TypesOf(depth - 1).Select(DataType.Array)),
            (1, TypesOf(depth - 1).Select(DataType.Map)),
            (3, Gen.Elements("a", "b", "c").Zip(TypesOf(depth - 1)).NonEmptyListOf().Select(fields => DataType.Struct([.. fields.DistinctBy(field => field.Item1, StringComparer.Ordinal).Select(field => new StructField(field.Item1, field.Item2))]))));
    }
}
