using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary>
/// A node of SQL for DuckDB: text with other nodes in its holes. An interpolated string that is assigned to a
/// <see cref="DuckSql"/> creates a node: <c>DuckSql sql = $"len({array})"</c>. Immutable; compared by structure.
/// </summary>
[DebuggerDisplay("{Render()}")]
[InterpolatedStringHandler]
[SuppressMessage("Design", "CA1067", Justification = "Object.Equals is overridden below.")]
class DuckSql : IEquatable<DuckSql>
{
    const int MaxAtom = 64;

    readonly StringBuilder _text = new();
    readonly List<(string Before, DuckSql Hole)> _parts = [];
    IReadOnlyList<ParameterUse>? _uses;
    string? _last;

    internal DuckSql() { }

    /// <summary>Called by the compiler for an interpolated string.</summary>
    public DuckSql(int literalLength, int formattedCount) => _ = (literalLength, formattedCount);

    DuckSql(string text) => _text.Append(text);

    public static implicit operator DuckSql(string text) => new(text);

    /// <summary>Whether the node is only short text: a column, a literal, a call without arguments. It can be written twice.</summary>
    internal virtual bool IsAtom => _parts.Count == 0 && _text.Length <= MaxAtom;

    /// <summary>Whether the node is a literal of a number.</summary>
    internal bool IsNumber => _parts.Count == 0 && _text.Length > 6 && _text.ToString(0, 6) == "CAST('" && char.IsAsciiDigit(_text[6]);

    /// <summary>Number of nested lambdas; the names of their parameters depend on it.</summary>
    internal virtual int Height => _parts.Count == 0 ? 0 : _parts.Max(part => part.Hole.Height);

    /// <summary>The free parameters of the node, and the number of uses of each.</summary>
    internal IReadOnlyList<ParameterUse> Uses => _uses ??= FindUses();

    protected IEnumerable<DuckSql> Holes => _parts.Select(part => part.Hole);

    string Last => _last ??= _text.ToString();

    public static bool operator ==(DuckSql? left, DuckSql? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(DuckSql? left, DuckSql? right) => !(left == right);

    /// <summary>Joins nodes with a separator.</summary>
    internal static DuckSql Join(string separator, IEnumerable<DuckSql> nodes)
    {
        var joined = new DuckSql();
        var isFirst = true;
        foreach (var node in nodes)
        {
            if (!isFirst) { joined.AppendLiteral(separator); }
            joined.AppendFormatted(node);
            isFirst = false;
        }
        return joined;
    }

    /// <summary>Creates a node from a template with <c>{0}</c>, <c>{1}</c>, … for the arguments.</summary>
    internal static DuckSql Format(string template, IReadOnlyList<DuckSql> arguments)
    {
        var result = new DuckSql();
        var start = 0;
        for (var open = template.IndexOf('{', start); open >= 0; open = template.IndexOf('{', start))
        {
            var close = template.IndexOf('}', open);
            result.AppendLiteral(template[start..open]);
            var number = template.AsSpan(open + 1, close - open - 1);
            result.AppendFormatted(arguments[int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture)]);
            start = close + 1;
        }
        result.AppendLiteral(template[start..]);
        return result;
    }

    /// <summary>Binds a value that is used several times, so that it is computed once.</summary>
    internal static DuckSql Let(DuckSql value, Func<DuckSql, DuckSql> use)
    {
        if (value.IsAtom) { return use(value); }
        var parameter = new DuckParameter();
        return DuckLet.Of([(parameter, value)], use(parameter));
    }

    /// <summary>Creates a lambda with one parameter.</summary>
    internal static DuckSql Lambda(Func<DuckSql, DuckSql> body)
    {
        var parameter = new DuckParameter();
        return new DuckLambda([parameter], body(parameter));
    }

    /// <summary>Creates a lambda with two parameters.</summary>
    internal static DuckSql Lambda(Func<DuckSql, DuckSql, DuckSql> body)
    {
        var (first, second) = (new DuckParameter(), new DuckParameter());
        return new DuckLambda([first, second], body(first, second));
    }

    /// <summary>Called by the compiler: the text between holes.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Called by the compiler: names, numbers and literals, unchanged.</summary>
    public void AppendFormatted(string? value) => _text.Append(value);

    /// <summary>Called by the compiler: a node.</summary>
    public void AppendFormatted(DuckSql node)
    {
        if (node.GetType() == typeof(DuckSql) && node.IsAtom)
        {
            _text.Append(node._text);
            return;
        }
        _parts.Add((_text.ToString(), node));
        _text.Clear();
    }

    /// <summary>Throws: a node that became text would be written once per use of the text.</summary>
    public sealed override string ToString() => throw new InvalidOperationException("A node was put into a string; give it to a node.");

    /// <summary>The SQL's text. It grows with the number of nodes.</summary>
    internal string Render()
    {
        var text = new StringBuilder();
        Write(new DuckSqlWriter(text));
        return text.ToString();
    }

    public bool Equals(DuckSql? other) =>
        ReferenceEquals(this, other)
            || (other is not null && GetHashCode() == other.GetHashCode() && Same(other, []));

    public sealed override bool Equals(object? obj) => Equals(obj as DuckSql);

    public override int GetHashCode() => _hash ??= Hash();

    int? _hash;

    protected virtual int Hash()
    {
        var hash = new HashCode();
        foreach (var (before, hole) in _parts)
        {
            hash.Add(before, StringComparer.Ordinal);
            hash.Add(hole.GetHashCode());
        }
        hash.Add(Last, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>Whether both nodes are equal except for the names of bound parameters.</summary>
    internal virtual bool Same(DuckSql other, Dictionary<DuckParameter, DuckParameter> bound)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return other.GetType() == GetType()
            && _parts.Count == other._parts.Count
            && Last == other.Last
            && _parts.Zip(other._parts)
                .All(pair => pair.First.Before == pair.Second.Before && pair.First.Hole.Same(pair.Second.Hole, bound));
    }

    internal virtual void Write(DuckSqlWriter writer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var (before, hole) in _parts)
        {
            writer.Append(before);
            hole.Write(writer);
        }
        writer.Append(Last);
    }

    protected virtual IReadOnlyList<ParameterUse> FindUses() => ParameterUse.Sum(Holes);
}
