using OrdersPipeline.DataGenerator;

if (args is not [var folder])
{
    Console.Error.WriteLine(
        "error: The folder is missing; expected an output folder. Example: dotnet run --project "
            + "samples/OrdersPipeline/OrdersPipeline.DataGenerator -- samples/OrdersPipeline/data");
    return 2;
}
var data = SampleData.Generate();
Directory.CreateDirectory(folder);
File.WriteAllBytes(Path.Combine(folder, SampleData.DatasetName), data.Dataset);
File.WriteAllBytes(Path.Combine(folder, SampleData.ChangesName), data.Changes);
Console.WriteLine(FormattableString.Invariant(
    $"{SampleData.DatasetName} {data.Dataset.Length:N0} bytes, {SampleData.ChangesName} {data.Changes.Length:N0} bytes"));
return 0;
