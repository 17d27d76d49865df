using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>One call of a function: its arguments, translated on demand, and the errors for arguments that do not fit.</summary>
sealed class CallSite(ExpressionTranslator translator, Expression.Call node, ExpressionContext context)
{
    readonly Typed?[] _arguments = new Typed?[node.Arguments.Count];
    readonly List<(DuckParameter, DuckSql)> _named = [];

    internal Expression.Call Node { get; } = node;

    internal ExpressionContext Context { get; } = context;

    internal ExpressionTranslator Translator { get; } = translator;

    internal string Name => Node.Name.Folded;

    internal int Count => Node.Arguments.Count;

    /// <summary>
    /// Whether the arguments are bound to names, so that a function can use one several times. False for aggregates, which read the rows'
    /// values.
    /// </summary>
    internal bool NamesArguments { get; init; }

    /// <summary>The type of an argument that is only NULL, if the function needs another one than <c>unknown</c>.</summary>
    internal TrinoType? TypeOfNull { get; init; }

    /// <summary>Whether an argument is only NULL.</summary>
    internal bool HasNull => Node.Arguments.Any(argument => argument is Expression.NullLiteral);

    /// <summary>The ORDER BY of an aggregate.</summary>
    internal DuckSql Order { get; init; } = "";

    /// <summary>The IGNORE NULLS of a window function.</summary>
    internal string IgnoreNulls { get; init; } = "";

    /// <summary>The FILTER and OVER clauses.</summary>
    internal DuckSql Suffix { get; init; } = "";

    internal Typed this[int argument] => _arguments[argument] ??= Translate(argument);

    internal IEnumerable<Typed> Arguments => Enumerable.Range(0, Count).Select(i => this[i]);

    /// <summary>Returns the function's result with the arguments' values.</summary>
    internal Typed Close(Typed result) => result with { Sql = DuckLet.Of(_named, result.Sql) };

    /// <summary>Returns the argument as this type.</summary>
    internal DuckSql As(int argument, TrinoType type) => Conversion.TryCoerce(this[argument], type)?.Sql ?? throw Unexpected();

    internal DuckSql Text(int argument) => As(argument, TrinoType.Varchar);

    /// <summary>Returns the argument as text if it is a literal.</summary>
    internal string? Literal(int argument) => Node.Arguments[argument] is Expression.TextLiteral literal ? literal.Value : null;

    internal void Expect(int min, int max)
    {
        if (Count < min || Count > max) { throw Unexpected(); }
    }

    /// <summary>Returns the common type of all arguments from <paramref name="first"/>.</summary>
    internal TrinoType Common(int first)
    {
        var type = this[first].Type;
        for (var i = first + 1; i < Count; i++) { type = TypeRules.CommonType(type, this[i].Type) ?? throw Unexpected(); }
        return type;
    }

    /// <summary>Returns a lambda argument with parameters of these types.</summary>
    internal (DuckSql Sql, TrinoType Type) Lambda(int argument, params ReadOnlySpan<TrinoType> types)
    {
        var (parameters, body) = Body(argument, types);
        return (new DuckLambda(parameters, body.Sql), body.Type);
    }

    /// <summary>Returns a lambda argument with one parameter of this type, whose value is true, false or NULL.</summary>
    internal DuckSql Condition(int argument, TrinoType type)
    {
        var (parameters, body) = Body(argument, [type]);
        return Conversion.TryCoerce(body, TrinoType.Boolean) is { } condition
            ? new DuckLambda(parameters, condition.Sql)
            : throw Unexpected();
    }

    /// <summary>Applies a lambda argument to values.</summary>
    internal Typed Apply(int argument, params ReadOnlySpan<Typed> values)
    {
        var types = new TrinoType[values.Length];
        for (var i = 0; i < types.Length; i++) { types[i] = values[i].Type; }
        var (parameters, body) = Body(argument, types);
        var named = new (DuckParameter, DuckSql)[values.Length];
        for (var i = 0; i < named.Length; i++) { named[i] = (parameters[i], values[i].Sql); }
        return body with { Sql = DuckLet.Of(named, body.Sql) };
    }

    (DuckParameter[] Parameters, Typed Body) Body(int argument, ReadOnlySpan<TrinoType> types)
    {
        if (Node.Arguments[argument] is not Expression.Lambda lambda || lambda.Parameters.Count != types.Length) { throw Unexpected(); }
        var scope = Context.Lambda;
        var parameters = new DuckParameter[types.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new DuckParameter();
            scope = LambdaParameters.Add(scope, lambda.Parameters[i], parameters[i], types[i]);
        }
        if (SyntaxTree.DescendantsAndSelf(lambda.Body).FirstOrDefault(Translator.IsComputedOutside) is { } outside)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Lambda expression cannot contain aggregations, window functions or subqueries",
                outside.Position);
        }
        return (parameters, Translator.Translate(lambda.Body, Context with { Lambda = scope }));
    }

    Typed Translate(int argument)
    {
        var value = Translator.Translate(Node.Arguments[argument], Context);
        if (TypeOfNull is { } type && value.Type is TrinoType.UnknownType) { value = Conversion.Coerce(value, type); }
        if (!NamesArguments || value.Sql.IsAtom) { return value; }
        var name = new DuckParameter();
        _named.Add((name, value.Sql));
        return value with { Sql = name };
    }

    /// <summary>Calls an aggregate or window function with this call's DISTINCT, ORDER BY, FILTER and OVER.</summary>
    internal DuckSql Aggregate(string function, params IReadOnlyList<DuckSql> arguments) =>
        $"{function}({(Node.Distinct ? "DISTINCT " : "")}{DuckSql.Join(", ", arguments)}{Order}{IgnoreNulls}){Suffix}";

    /// <summary>Returns the first signature that fits the arguments, exactly if one does.</summary>
    internal Typed Pick(params ReadOnlySpan<Overload> overloads)
    {
        Overload? chosen = null;
        foreach (var overload in overloads)
        {
            if (overload.Parameters.Length != Count) { continue; }
            var exact = true;
            var fits = true;
            for (var i = 0; i < Count && fits; i++)
            {
                exact &= this[i].Type == overload.Parameters[i];
                fits = TypeRules.CanCoerce(this[i].Type, overload.Parameters[i]);
            }
            if (fits && exact)
            {
                chosen = overload;
                break;
            }
            if (fits) { chosen ??= overload; }
        }
        if (chosen is null) { throw Unexpected([.. overloads]); }
        var sql = new DuckSql[Count];
        for (var i = 0; i < sql.Length; i++) { sql[i] = As(i, chosen.Parameters[i]); }
        return new(DuckSql.Format(chosen.Template, sql), chosen.Result);
    }

    internal LocalAthenaQueryException Unexpected(params IReadOnlyList<Overload> overloads)
    {
        var found = string.Join(
            ", ",
            Node.Arguments.Select((argument, i) => argument is Expression.Lambda ? "<function>" : this[i].Type.ToString()));
        var expected = overloads.Count == 0
            ? ""
            : $" Expected: {string.Join(", ", overloads.Select(overload => $"{Name}({string.Join<object>(", ", overload.Parameters)})"))}";
        return new(FailureCode.FunctionNotFound, $"Unexpected parameters ({found}) for function {Name}.{expected}", Node.Position);
    }

    internal LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message, Node.Position);
}
