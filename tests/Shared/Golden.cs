namespace BiPipeline.Toolkit.TestKit;

/// <summary>Compares text with a checked-in file; rewrites it only when UPDATE_GOLDEN=1.</summary>
static class Golden
{
    internal static void Match(string relativePath, string actual)
    {
        var path = Repository.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        actual.ShouldBe(File.Exists(path) ? File.ReadAllText(path) : "", $"{relativePath} differs; set UPDATE_GOLDEN=1 if the change is meant");
    }
}
