using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The queries of the current WITH clauses, innermost first.</summary>
sealed record NamedQueries(string Name, TranslatedNamedQuery Query, NamedQueries? Outer)
{
    internal static TranslatedNamedQuery? Find(NamedQueries? queries, QualifiedName name)
    {
        if (name.Parts.Count > 1) { return null; }
        for (; queries is not null; queries = queries.Outer)
        {
            if (queries.Name == name.Last.Folded) { return queries.Query; }
        }
        return null;
    }
}
