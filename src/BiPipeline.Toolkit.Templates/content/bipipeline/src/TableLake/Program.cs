using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Lambda;

return await LambdaFunction.RunAsync(function =>
{
    var schema = TableSchema.Load(function.PathOf("lake_table.schema.json"));
    var lake = ObjectStores.Open(function["LAKE"], new()
    {
        // Four attempts take less than the function's timeout in template.yaml.
        Client = new() { Timeout = TimeSpan.FromSeconds(10) },
        S3 = new() { ExpectedBucketOwner = function.Find("LAKE_BUCKET_OWNER") },
    });
    return new StreamPipeline(lake, new() { Schemas = [schema] }, function.CreateLogger<StreamPipeline>());
});
