namespace LakeTests;

/// <summary>
/// The files of sql/generated are what the schema file gives, so that a review shows what a change of it does. UPDATE_GOLDEN=1 writes
/// them again. A file that does not exist is written; where CI is true, it fails instead.
/// </summary>
public sealed class GeneratedSqlTests
{
    [Fact]
    public void Catalog_OfTheSchema_IsTheFile() => Match("sql/generated/catalog.sql", Project.Catalog.ToAthenaDdl());

    [Fact]
    public void Views_OfTheSchema_AreTheFile() =>
        Match("sql/generated/views.sql", string.Join("\n", Project.GeneratedViews.Select(view => $"{view.ToSql()};\n")));

    static void Match(string file, string generated)
    {
        var text = generated.TrimEnd() + "\n";
        var path = Project.PathOf(file);
        var isNew = !File.Exists(path) && Environment.GetEnvironmentVariable("CI") != "true";
        if (isNew || Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        var stored = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(stored == text, $"{file} differs. Run the tests with UPDATE_GOLDEN=1, and read the diff.");
    }
}
