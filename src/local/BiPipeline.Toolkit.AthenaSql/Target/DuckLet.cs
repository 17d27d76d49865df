namespace BiPipeline.Toolkit.AthenaSql.Target;

/// <summary>
/// Values with names, and the expression that uses the names. A value that is used once is written in its place; others become the
/// parameter of a lambda over a list of one, which is how DuckDB can name a value inside of an expression.
/// </summary>
sealed class DuckLet : DuckSql
{
    readonly IReadOnlyList<(DuckParameter Name, DuckSql Value)> _values;
    readonly DuckSql _body;
    readonly bool _isBound;

    DuckLet(IReadOnlyList<(DuckParameter, DuckSql)> values, DuckSql body, bool isBound)
    {
        (_values, _body, _isBound) = (values, body, isBound);
        Height = Math.Max(body.Height + (isBound ? 1 : 0), values.Max(value => value.Item2.Height));
    }

    internal override bool IsAtom => false;

    internal override int Height { get; }

    /// <summary>Names values. Unused values are omitted.</summary>
    internal static DuckSql Of(IReadOnlyList<(DuckParameter Name, DuckSql Value)> values, DuckSql body)
    {
        var used = values.Where(value => body.Uses.Any(use => ReferenceEquals(use.Parameter, value.Name))).ToArray();
        if (used.Length == 0) { return body; }
        // All values or none in a lambda: its body can't contain aggregates, windows and subqueries, but its arguments can.
        var isBound = body.Uses.Any(use => use.IsSeveral && Array.Exists(used, value => ReferenceEquals(value.Name, use.Parameter)));
        return new DuckLet(used, body, isBound);
    }

    /// <summary>Names values and computes them outside the expression, even if it uses them only once.</summary>
    internal static DuckSql Outside(IReadOnlyList<(DuckParameter Name, DuckSql Value)> values, DuckSql body) =>
        values.Count == 0 ? body : new DuckLet(values, body, isBound: true);

    protected override int Hash() => HashCode.Combine(_values.Sum(value => value.Value.GetHashCode()), _body.GetHashCode());

    internal override bool Same(DuckSql other, Dictionary<DuckParameter, DuckParameter> bound)
    {
        if (other is not DuckLet let || let._values.Count != _values.Count) { return false; }
        for (var i = 0; i < _values.Count; i++)
        {
            if (!_values[i].Value.Same(let._values[i].Value, bound)) { return false; }
            bound[_values[i].Name] = let._values[i].Name;
        }
        return _body.Same(let._body, bound);
    }

    internal override void Write(DuckSqlWriter writer)
    {
        if (!_isBound)
        {
            foreach (var (name, value) in _values) { writer.Place(name, value); }
            _body.Write(writer);
            return;
        }
        var lambda = $"v{_body.Height + 1}";
        writer.Append("list_transform([");
        if (_values.Count > 1) { writer.Append("struct_pack("); }
        for (var i = 0; i < _values.Count; i++)
        {
            if (_values.Count > 1) { writer.Append($"{(i == 0 ? "" : ", ")}a{i} := "); }
            _values[i].Value.Write(writer);
        }
        if (_values.Count > 1) { writer.Append(")"); }
        for (var i = 0; i < _values.Count; i++) { writer.Name(_values[i].Name, _values.Count > 1 ? $"{lambda}.a{i}" : lambda); }
        writer.Append($"], lambda {lambda}: ");
        _body.Write(writer);
        writer.Append(")[1]");
    }

    protected override IReadOnlyList<ParameterUse> FindUses()
    {
        var ofBody = _body.Uses.Where(use => _values.All(value => !ReferenceEquals(value.Name, use.Parameter)))
            .Select(use => _isBound ? use with { IsSeveral = true } : use);
        return ParameterUse.Sum([.. _values.Select(value => value.Value)], ofBody);
    }
}
