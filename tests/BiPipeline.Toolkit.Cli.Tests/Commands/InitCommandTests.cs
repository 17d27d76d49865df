using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class InitCommandTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    string Project => _folder.Combine("project");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Init_EmptyFolder_WritesTheProjectAndPrintsTheNextCommands()
    {
        var run = await CliRun.RunAsync("init", Project, "--table", "prod-orders", "--keys", "orderId,line");

        run.ShouldBe(new CliRun(0, $"""
            Project OrdersLake for table 'prod-orders', stage 'prod': 20 files (20 new) in {Project}
              .editorconfig
              .gitattributes
              .gitignore
              Directory.Build.props
              OrdersLake.slnx
              README.md
              orders.schema.json
              samconfig.toml
              sql/checks/orders.sql
              sql/generated/catalog.sql
              sql/generated/views.sql
              sql/views/orders.sql
              src/OrdersLake/OrdersLake.csproj
              src/OrdersLake/Program.cs
              template.yaml
              tests/OrdersLake.Tests/Change.cs
              tests/OrdersLake.Tests/GeneratedSqlTests.cs
              tests/OrdersLake.Tests/OrdersLake.Tests.csproj
              tests/OrdersLake.Tests/Project.cs
              tests/OrdersLake.Tests/ViewTests.cs
            Schema: 2 columns, the keys only; infer the rest with 'bipipeline schema infer', or write it
            Next:
              cd {Project}
              dotnet test
              dotnet publish src/OrdersLake -c Release -r linux-x64 -o publish
              sam deploy, then the tables and views: README.md has the commands

            """, ""));
        TableSchema.Load(Path.Combine(Project, "orders.schema.json")).Columns.Select(column => $"{column.Name} {column.Path} {column.Type}").ShouldBe(["order_id orderId string", "line line string"]);
        TableSchema.Load(Path.Combine(Project, "orders.schema.json")).Source.ShouldBe(new TableSource("*-orders"));
        Texts().ShouldAllBe(file => !Placeholders.Any(placeholder => file.Text.Contains(placeholder) || file.Path.Contains(placeholder)));
    }

    static readonly string[] Placeholders = ["TableLake", "lake_table", "dynamodb-table", "dynamodb-source", "lake-stage", "lake-stack", "lake-region", "0.0.0-toolkit"];

    [Fact]
    public async Task Init_Records_InfersTheSchema()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));

        var run = await CliRun.RunAsync("init", Project, input, "--table", "orders", "--json");

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("\nSchema: 3 columns, inferred from 3 records\n");
        var json = JsonDocument.Parse(run.LastLine).RootElement;
        (json.GetProperty("project").GetString(), json.GetProperty("schema").GetString(), json.GetProperty("columns").GetInt32(), json.GetProperty("records").GetInt64()).ShouldBe(("OrdersLake", "orders", 3, 3));
        var inferred = await CliRun.RunAsync("schema", "infer", input, "--table", "orders", "--source", "orders");
        File.ReadAllText(Path.Combine(Project, "orders.schema.json")).ShouldBe(inferred.Output);
    }

    [Fact]
    public async Task Init_NothingReadable_WritesNothing()
    {
        var input = _folder.Write("in.jsonl", "{\"a\":1}\n");

        var run = await CliRun.RunAsync("init", Project, input, "--table", "orders");

        run.ShouldBe(new CliRun(1, "", $"error: The only record of {input} can't be read: the record has no eventName and no other known form; the nearest is an item, whose values have types such as S and N (1).\n"));
        Directory.Exists(Project).ShouldBeFalse();
    }

    [Fact]
    public async Task Init_Twice_WritesOnce()
    {
        await CliRun.RunAsync("init", Project, "--table", "orders");
        var again = await CliRun.RunAsync("init", Project, "--table", "orders");

        again.Code.ShouldBe(0);
        again.Output.ShouldStartWith($"Project OrdersLake for table 'orders', stage 'prod': 20 files (0 new) in {Project}\nSchema: ");
    }

    [Fact]
    public async Task Init_FileWithAnotherText_IsRefusedBeforeAnythingIsWritten()
    {
        Directory.CreateDirectory(Project);
        File.WriteAllText(Path.Combine(Project, "README.md"), "mine");

        var refused = await CliRun.RunAsync("init", Project, "--table", "orders");

        refused.ShouldBe(new CliRun(1, "", $"error: Folder '{Project}' contains README.md with another text; init overwrites no file. Choose another folder, or add --force.\n"));
        Texts().ShouldBe([("README.md", "mine")]);

        var forced = await CliRun.RunAsync("init", Project, "--table", "orders", "--force");

        forced.Code.ShouldBe(0);
        File.ReadAllText(Path.Combine(Project, "README.md")).ShouldStartWith("# OrdersLake\n");
    }

    [Fact]
    public async Task Init_StageNameAndRegion_AreThoseGiven()
    {
        await CliRun.RunAsync("init", Project, "--table", "prod-orders", "--stage", "qa", "--name", "Acme.Orders", "--region", "eu-west-1");

        File.ReadAllText(Path.Combine(Project, "samconfig.toml")).ShouldContain("stack_name = \"qa-orders-lake\"\nregion = \"eu-west-1\"\n");
        File.Exists(Path.Combine(Project, "src", "Acme.Orders", "Acme.Orders.csproj")).ShouldBeTrue();
        File.ReadAllText(Path.Combine(Project, "template.yaml")).ShouldContain("    Default: qa\n");
    }

    [Theory]
    [InlineData("--table is 'a b'; expected 3 to 255 letters, digits, '_', '-' and '.'.", "--table", "a b")]
    [InlineData("--table is 'ab'; expected 3 to 255 letters, digits, '_', '-' and '.'.", "--table", "ab")]
    [InlineData("--table is '../orders'; expected 3 to 255 letters, digits, '_', '-' and '.'.", "--table", "../orders")]
    [InlineData("--table is 'orders\"'; expected 3 to 255 letters, digits, '_', '-' and '.'.", "--table", "orders\"")]
    [InlineData("--stage is 'Prod'; expected 1 to 20 lower-case letters and digits, a letter first.", "--table", "orders", "--stage", "Prod")]
    [InlineData("--name is 'a/b'; expected letters, digits, '_' and '.', each part with a letter or '_' first.", "--table", "orders", "--name", "a/b")]
    [InlineData("--region is 'europe'; expected a Region such as eu-west-1.", "--table", "orders", "--region", "europe")]
    public async Task Init_NameThatCanNotBe_IsOneLineAndTwo(string error, params string[] options)
    {
        var run = await CliRun.RunAsync(["init", Project, .. options]);

        run.ShouldBe(new CliRun(2, "", $"error: {error} See 'bipipeline init --help'.\n"));
        Directory.Exists(Project).ShouldBeFalse();
    }

    [Fact]
    public async Task Init_TwoKeysOfOneName_AreOneLineAndOne()
    {
        var run = await CliRun.RunAsync("init", Project, "--table", "orders", "--keys", "pk,PK");

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith("error: Schema 'orders' has ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
        Directory.Exists(Project).ShouldBeFalse();
    }

    // DynamoDB's names against the rules of schema files, SQL, projects and stacks.
    [Theory]
    [InlineData("prod-orders", "prod", "orders", "OrdersLake", "prod-orders-lake")]
    [InlineData("Orders.Items_v2", "prod", "orders_items_v2", "OrdersItemsV2Lake", "prod-orders-items-v2-lake")]
    [InlineData("orderItems-DEV", "dev", "order_items", "OrderItemsLake", "dev-order-items-lake")]
    [InlineData("2024-orders", "prod", "_2024_orders", "_2024OrdersLake", "prod-2024-orders-lake")]
    [InlineData("class", "prod", "class", "ClassLake", "prod-class-lake")]
    [InlineData("select", "prod", "select", "SelectLake", "prod-select-lake")]
    [InlineData("staging.order", "staging", "order", "OrderLake", "staging-order-lake")]
    [InlineData("prod-con", "prod", "con_table", "ConTableLake", "prod-con-table-lake")]
    [InlineData("---", "prod", "___", "Lake", "prod-lake")]
    public async Task Init_NameOfATable_GivesNamesThatRun(string table, string stage, string schema, string project, string stack)
    {
        var made = JsonDocument.Parse((await CliRun.RunAsync("init", Project, "--table", table, "--json")).LastLine).RootElement;

        string? Name(string member) => made.GetProperty(member).GetString();
        (Name("stage"), Name("schema"), Name("project"), Name("stack")).ShouldBe((stage, schema, project, stack));
        var lake = Directory.CreateDirectory(_folder.Combine("lake")).FullName;
        var checks = await CliRun.RunAsync("views", "check", Path.Combine(Project, "sql", "checks"), "--schema", Path.Combine(Project, $"{schema}.schema.json"), "--lake", lake, "--views", Path.Combine(Project, "sql", "views"));
        checks.Error.ShouldBe("");
        checks.Code.ShouldBe(0, checks.Output);
    }

    (string Path, string Text)[] Texts() =>
        [.. Directory.EnumerateFiles(Project, "*", SearchOption.AllDirectories).Select(path => (Path.GetRelativePath(Project, path), File.ReadAllText(path)))];
}
