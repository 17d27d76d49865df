namespace BiPipeline.Toolkit.Athena;

/// <summary>Views in an order of creation: the views that a view reads precede it.</summary>
sealed class ViewGraph
{
    ViewGraph(IReadOnlyList<ViewDefinition> ordered) => Ordered = ordered;

    /// <summary>The views, bases first. Independent views keep their order.</summary>
    internal IReadOnlyList<ViewDefinition> Ordered { get; }

    /// <summary>Orders views.</summary>
    /// <param name="views">The views.</param>
    /// <param name="database">The database of the views; references to another database are ignored.</param>
    /// <exception cref="ViewException">Two views have the same name, or views depend on each other in a circle; every problem is
    /// listed.</exception>
    internal static ViewGraph Create(IReadOnlyList<ViewDefinition> views, string database)
    {
        List<string> problems = [];
        var byName = new Dictionary<string, ViewDefinition>(StringComparer.Ordinal);
        foreach (var view in views)
        {
            if (!byName.TryAdd(view.Name, view))
            {
                problems.Add($"View '{view.Name}' has two definitions; expected one. Delete {byName[view.Name].Source} or {view.Source}.");
            }
        }

        var walk = new Walk(byName, database, problems);
        foreach (var view in views) { walk.Visit(view); }
        return problems.Count == 0 ? new(walk.Ordered) : throw new ViewException(problems);
    }

    /// <summary>Returns the references of a view to the database itself.</summary>
    internal static IEnumerable<string> LocalReferences(ViewDefinition view, string database) =>
        view.Tables.Where(reference => reference.Database is null || reference.Database == database).Select(reference => reference.Name);

    sealed class Walk(Dictionary<string, ViewDefinition> byName, string database, List<string> problems)
    {
        readonly HashSet<string> _done = new(StringComparer.Ordinal);
        readonly List<string> _path = [];

        internal List<ViewDefinition> Ordered { get; } = [];

        internal void Visit(ViewDefinition view)
        {
            var start = _path.IndexOf(view.Name);
            if (start >= 0)
            {
                problems.Add(
                    $"Views depend on each other in a circle: {string.Join(" -> ", _path.Skip(start).Append(view.Name))} (from "
                        + $"{view.Source}).");
                return;
            }
            if (!_done.Add(view.Name)) { return; }

            _path.Add(view.Name);
            foreach (var name in LocalReferences(view, database))
            {
                if (byName.TryGetValue(name, out var other)) { Visit(other); }
            }
            _path.RemoveAt(_path.Count - 1);
            Ordered.Add(view);
        }
    }
}
