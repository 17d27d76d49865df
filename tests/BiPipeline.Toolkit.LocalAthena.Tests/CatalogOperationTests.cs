using System.Net.Http.Headers;
using System.Text.Json;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

// What tools ask before they query: the members are those of the service's model.
public sealed class CatalogOperationTests : IAsyncLifetime, IDisposable
{
    readonly LakeFixture _lake = new();
    readonly HttpClient _http = new();
    LocalAthenaServer? _server;

    public async Task InitializeAsync()
    {
        await _lake.CreateTableAsync("orders", "id string, amount decimal(12,2) COMMENT 'in EUR'", "dt string");
        await _lake.CreateTableAsync("other", "id string");
        await _lake.RunAsync("CREATE VIEW latest AS SELECT 1 AS x");
        _server = await LocalAthenaServer.StartAsync(_lake.Engine);
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _lake.Dispose();
    }

    [Fact]
    public async Task GetWorkGroup_Known_HasItsConfiguration()
    {
        var group = (await PostAsync("GetWorkGroup", """{"WorkGroup":"primary"}""")).GetProperty("WorkGroup");

        group.GetProperty("Configuration").GetProperty("EnforceWorkGroupConfiguration").GetBoolean().ShouldBeFalse();
        group.GetProperty("Configuration").GetProperty("EngineVersion").GetProperty("EffectiveEngineVersion").GetString().ShouldBe("Athena engine version 3");
    }

    [Fact]
    public async Task Catalogs_And_Database_AreThere()
    {
        (await PostAsync("ListDataCatalogs", "{}")).GetProperty("DataCatalogsSummary")[0].GetProperty("CatalogName").GetString().ShouldBe("AwsDataCatalog");
        (await PostAsync("GetDataCatalog", """{"Name":"AwsDataCatalog"}""")).GetProperty("DataCatalog").GetProperty("Type").GetString().ShouldBe("GLUE");
        (await PostAsync("GetDatabase", """{"CatalogName":"AwsDataCatalog","DatabaseName":"lake"}""")).GetProperty("Database").GetProperty("Name").GetString().ShouldBe("lake");
    }

    [Fact]
    public async Task GetTableMetadata_Table_HasColumnsKeysAndLocation()
    {
        var table = (await PostAsync("GetTableMetadata", """{"CatalogName":"AwsDataCatalog","DatabaseName":"lake","TableName":"orders"}""")).GetProperty("TableMetadata");

        table.GetProperty("TableType").GetString().ShouldBe("EXTERNAL_TABLE");
        table.GetProperty("Columns")[1].GetRawText().ShouldBe("""{"Name":"amount","Type":"decimal(12,2)","Comment":"in EUR"}""");
        table.GetProperty("PartitionKeys")[0].GetProperty("Name").GetString().ShouldBe("dt");
        table.GetProperty("Parameters").GetProperty("location").GetString().ShouldBe("s3://bucket/lake/orders/");
    }

    [Fact]
    public async Task ListTableMetadata_Pages_HaveEachTableOnce()
    {
        List<string?> names = [];
        string? token = null;
        do
        {
            var next = token is null ? "" : $",\"NextToken\":\"{token}\"";
            var page = await PostAsync("ListTableMetadata", $"{{\"CatalogName\":\"AwsDataCatalog\",\"DatabaseName\":\"lake\",\"MaxResults\":2{next}}}");
            names.AddRange(page.GetProperty("TableMetadataList").EnumerateArray().Select(table => table.GetProperty("Name").GetString()));
            token = page.TryGetProperty("NextToken", out var more) ? more.GetString() : null;
        } while (token is not null);

        names.ShouldBe(["latest", "orders", "other"]);
        (await PostAsync("ListTableMetadata", """{"CatalogName":"AwsDataCatalog","DatabaseName":"lake","Expression":"o.*"}""")).GetProperty("TableMetadataList").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("GetTableMetadata", """{"CatalogName":"AwsDataCatalog","DatabaseName":"lake","TableName":"nowhere"}""", "MetadataException")]
    [InlineData("GetDatabase", """{"CatalogName":"AwsDataCatalog","DatabaseName":"nowhere"}""", "MetadataException")]
    [InlineData("GetDataCatalog", """{"Name":"other"}""", "InvalidRequestException")]
    [InlineData("CreateWorkGroup", "{}", "InvalidRequestException")]
    [InlineData("GetWorkGroup", "{}", "InvalidRequestException")]
    public async Task Post_WhatIsNotThere_IsRefused(string operation, string request, string code) =>
        (await PostAsync(operation, request)).GetProperty("__type").GetString().ShouldBe(code);

    [Fact]
    public async Task Post_FromABrowser_IsRefused() =>
        (await PostAsync("ListDataCatalogs", "{}", origin: "https://example.com")).GetProperty("__type").GetString().ShouldBe("AccessDeniedException");

    [Fact]
    public async Task Post_EmptyContentType_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server!.Endpoint) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonAthena.ListDataCatalogs");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "");

        using var response = await _http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(400);
    }

    async Task<JsonElement> PostAsync(string operation, string body, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server!.Endpoint) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"AmazonAthena.{operation}");
        if (origin is not null) { request.Headers.TryAddWithoutValidation("Origin", origin); }
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
