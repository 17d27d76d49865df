using BiPipeline.Toolkit.LocalAthena.Analysis;
using BiPipeline.Toolkit.LocalAthena.Sql;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>One call of a function: its arguments, translated when they are asked for, and what to say when they do not fit.</summary>
sealed class CallSite(ExpressionTranslator translator, Expression.Call node, ExpressionContext context)
{
    readonly Typed?[] _arguments = new Typed?[node.Arguments.Count];

    internal Expression.Call Node { get; } = node;

    internal ExpressionContext Context { get; } = context;

    internal ExpressionTranslator Translator { get; } = translator;

    internal string Name => Node.Name.Folded;

    internal int Count => Node.Arguments.Count;

    /// <summary>An aggregate's ORDER BY.</summary>
    internal string Order { get; init; } = "";

    /// <summary>A window function's IGNORE NULLS.</summary>
    internal string IgnoreNulls { get; init; } = "";

    /// <summary>FILTER and OVER.</summary>
    internal string Suffix { get; init; } = "";

    internal Typed this[int argument] => _arguments[argument] ??= Translator.Translate(Node.Arguments[argument], Context);

    internal IEnumerable<Typed> Arguments => Enumerable.Range(0, Count).Select(i => this[i]);

    /// <summary>The argument as this type.</summary>
    internal string As(int argument, TrinoType type) => Conversion.TryCoerce(this[argument], type)?.Sql ?? throw Unexpected();

    internal string Text(int argument) => As(argument, TrinoType.Varchar);

    /// <summary>The argument as text if it is a literal.</summary>
    internal string? Literal(int argument) => Node.Arguments[argument] is Expression.TextLiteral literal ? literal.Value : null;

    internal void Expect(int least, int most)
    {
        if (Count < least || Count > most) { throw Unexpected(); }
    }

    /// <summary>The type all arguments from <paramref name="first"/> on have in common.</summary>
    internal TrinoType Common(int first)
    {
        var type = this[first].Type;
        for (var i = first + 1; i < Count; i++) { type = TypeRules.CommonType(type, this[i].Type) ?? throw Unexpected(); }
        return type;
    }

    /// <summary>A lambda argument with parameters of these types.</summary>
    internal (string Sql, TrinoType Type) Lambda(int argument, params ReadOnlySpan<TrinoType> types)
    {
        if (Node.Arguments[argument] is not Expression.Lambda lambda || lambda.Parameters.Count != types.Length) { throw Unexpected(); }
        var parameters = Context.Lambda;
        var names = new string[types.Length];
        for (var i = 0; i < names.Length; i++)
        {
            (parameters, names[i]) = LambdaParameters.Add(parameters, lambda.Parameters[i], types[i]);
        }
        if (SyntaxTree.DescendantsAndSelf(lambda.Body).FirstOrDefault(ExpressionTranslator.IsComputedOutside) is { } outside)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                "Lambda expression cannot contain aggregations, window functions or subqueries",
                outside.Position);
        }
        var body = Translator.Translate(lambda.Body, Context with { Lambda = parameters });
        return ($"lambda {string.Join(", ", names)}: {body.Sql}", body.Type);
    }

    /// <summary>Calls an aggregate or window function with this call's DISTINCT, ORDER BY, FILTER and OVER.</summary>
    internal string Aggregate(string function, params ReadOnlySpan<string> arguments) =>
        $"{function}({(Node.Distinct ? "DISTINCT " : "")}{string.Join(", ", arguments)}{Order}{IgnoreNulls}){Suffix}";

    /// <summary>The first signature that the arguments fit, exactly if one does.</summary>
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
        var sql = new object[Count];
        for (var i = 0; i < sql.Length; i++) { sql[i] = As(i, chosen.Parameters[i]); }
        return new(string.Format(CultureInfo.InvariantCulture, chosen.Template, sql), chosen.Result);
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
