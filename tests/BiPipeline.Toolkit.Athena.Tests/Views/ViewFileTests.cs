namespace BiPipeline.Toolkit.Athena.Tests.Views;

public sealed class ViewFileTests
{
    const string Database = "my\"db'; DROP";

    [Fact]
    public void Parse_SeveralStatements_ReturnsViewsWithHeadersAndPositions()
    {
        const string Sql = """
            -- Business views.

            -- name: Revenue by category
            -- owner: finance
            -- grain: one row a category
            CREATE OR REPLACE VIEW Revenue AS
            SELECT 'a;b' AS x -- ; not here
            FROM orders_current;

            /* owner: nobody */
            create view "second" as WITH q AS (SELECT 1 AS y) SELECT y FROM q
            """;

        var views = ViewDefinition.Parse(Sql, "views.sql", Database);

        views.Count.ShouldBe(2);
        views[0].Name.ShouldBe("revenue");
        views[0].Query.ShouldBe("SELECT 'a;b' AS x -- ; not here\nFROM orders_current");
        (views[0].DisplayName, views[0].Owner, views[0].Grain, views[0].Source).ShouldBe(("Revenue by category", "finance", "one row a category", "views.sql:6:24"));
        views[0].IsGenerated.ShouldBeFalse();
        (views[1].Name, views[1].Owner, views[1].Source).ShouldBe(("second", null, "views.sql:11:13"));
        views[1].ToSql().ShouldBe("CREATE OR REPLACE VIEW \"second\" AS\nWITH q AS (SELECT 1 AS y) SELECT y FROM q");
    }

    [Fact]
    public void Parse_Parameters_AreQuotedForTheirPosition() =>
        ViewDefinition.Parse("CREATE VIEW ${database}.v AS SELECT '${database}-x' AS a, \"p_${database}\" FROM ${database}.t -- ${unknown}", "f", Database)[0].Query
            .ShouldBe("SELECT 'my\"db''; DROP-x' AS a, \"p_my\"\"db'; DROP\" FROM \"my\"\"db'; DROP\".t");

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT ${x} FROM t", "f:1:25: parameter ${x} has no value; expected one of database.")]
    [InlineData("CREATE TABLE t (a int)", "f:1:1: the statement does not create a view; expected CREATE OR REPLACE VIEW.")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a;\nDROP TABLE t", "f:2:1: the statement does not create a view; expected CREATE OR REPLACE VIEW.")]
    [InlineData("CREATE VIEW v (a) AS SELECT 1", "f:1:15: view 'v' has a column list, which Athena does not support; name the columns in its SELECT.")]
    [InlineData("CREATE VIEW \"a-b\" AS SELECT 1", "f:1:13: view name 'a-b' is invalid; expected 1 to 255 letters, digits and _.")]
    [InlineData("CREATE VIEW v SELECT 1", "f:1:15: view 'v' has no query; expected AS and a SELECT or WITH.")]
    [InlineData("CREATE VIEW v AS", "f:1:15: view 'v' has no query; expected AS and a SELECT or WITH.")]
    [InlineData("CREATE VIEW", "f:1:8: VIEW has no name; expected one.")]
    [InlineData("CREATE VIEW v AS SELECT `a` FROM t", "f:1:25: view 'v' has a name in backticks; expected double quotes.")]
    [InlineData("CREATE VIEW v AS SELECT 'a FROM t", "f:1:25: a text in single quotes has no end.")]
    [InlineData("CREATE VIEW v AS SELECT 1 /* x", "f:1:27: a comment has no end.")]
    public void Parse_NotAView_ReportsPositionAndReason(string sql, string problem) =>
        Should.Throw<ViewException>(() => ViewDefinition.Parse(sql, "f", Database)).Problems.ShouldBe([problem]);

    [Fact]
    public void Parse_SeveralProblems_ListsAll() =>
        Should.Throw<ViewException>(() => ViewDefinition.Parse("CREATE VIEW a; CREATE VIEW b (x) AS SELECT 1; INSERT INTO c VALUES (1)", "f", Database)).Problems.Count.ShouldBe(3);

    [Fact]
    public void Load_Folder_ReadsOnlyViewFilesInOrder()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.Combine("sub"));
        File.WriteAllText(folder.Combine("b.sql"), "CREATE VIEW b AS SELECT 1 AS x");
        File.WriteAllText(folder.Combine("sub", "a.sql"), "CREATE VIEW a AS SELECT 1 AS x");
        File.WriteAllText(folder.Combine("ddl.sql"), "CREATE DATABASE x; CREATE EXTERNAL TABLE y (`a` int)");
        File.WriteAllText(folder.Combine("note.txt"), "CREATE VIEW c AS SELECT 1 AS x");

        ViewDefinition.Load(folder.FullPath, Database).Select(view => $"{view.Name} {view.Source.Replace('\\', '/')}").ShouldBe(["b b.sql:1:13", "a sub/a.sql:1:13"]);
    }

    [Fact]
    public void SourceHash_IgnoresWhiteSpaceAndComments()
    {
        static string Hash(string name, string query) => new ViewDefinition(name, query, "x").SourceHash;

        Hash("v", "SELECT  a\n-- note\nFROM t").ShouldBe(Hash("v", "SELECT a FROM t /* other */"));
        (Hash("v", "SELECT 'a  b' FROM t") == Hash("v", "SELECT 'a b' FROM t")).ShouldBeFalse();
        (Hash("v", "SELECT a FROM t") == Hash("w", "SELECT a FROM t")).ShouldBeFalse();
        (Hash("v", "SELECT \"a\" FROM t") == Hash("v", "SELECT 'a' FROM t")).ShouldBeFalse();
    }
}
