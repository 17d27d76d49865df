using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Lambda;
using OrdersPipeline.Lambda;

return await LambdaFunction.RunAsync(function =>
{
    var settings = LambdaSettings.From(function.Find);
    var schema = TableSchema.Load(function.PathOf("orders.schema.json"));
    var lake = ObjectStores.Open(settings.Location, settings.StoreOptions);
    return new StreamPipeline(lake, new() { Schemas = [schema] }, function.CreateLogger<StreamPipeline>());
}).ConfigureAwait(false);
