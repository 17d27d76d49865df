namespace BiPipeline.Toolkit.Athena.Tests.Views;

public sealed class ViewGraphTests
{
    [Fact]
    public void Create_AnyOrder_PutsBasesFirst() =>
        Names(View("d", "b, c"), View("b", "a"), View("c", "a, db.x"), View("a", "t"), View("e", "t")).ShouldBe(["a", "b", "c", "d", "e"]);

    [Fact]
    public void Create_NameOfTheDatabase_IsTheSameView() => Names(View("b", "analytics.a"), View("a", "t")).ShouldBe(["a", "b"]);

    [Fact]
    public void Create_NameInAnotherDatabase_IsAnotherTable() => Names(View("b", "other.a, other.b"), View("a", "t")).ShouldBe(["b", "a"]);

    [Fact]
    public void Create_Circle_NamesIt() =>
        Problems(View("a", "t, b"), View("b", "c"), View("c", "a"), View("d", "a")).ShouldBe(["Views depend on each other in a circle: a -> b -> c -> a (from a.sql)."]);

    [Fact]
    public void Create_ViewThatReadsItself_IsACircle() => Problems(View("a", "a")).ShouldBe(["Views depend on each other in a circle: a -> a (from a.sql)."]);

    [Fact]
    public void Create_OneNameTwice_NamesBothPositions() =>
        Problems(View("a", "t"), new ViewDefinition("a", "SELECT 1", "other.sql")).ShouldBe(["View 'a' has two definitions; expected one. Delete a.sql or other.sql."]);

    static ViewDefinition View(string name, string tables) => new(name, $"SELECT x FROM {tables}", $"{name}.sql");

    static IEnumerable<string> Names(params ViewDefinition[] views) => ViewGraph.Create(views, "analytics").Ordered.Select(view => view.Name);

    static IReadOnlyList<string> Problems(params ViewDefinition[] views) => Should.Throw<ViewException>(() => ViewGraph.Create(views, "analytics")).Problems;
}
