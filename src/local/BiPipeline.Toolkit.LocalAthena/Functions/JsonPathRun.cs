using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>
/// Evaluates a path of SQL's JSON functions over one document. A structural error ends a strict path; a lax one skips the item.
/// </summary>
sealed class JsonPathRun(JsonElement root, JsonElement variables, bool isStrict)
{
    const int MaxItems = 1_000_000;

    /// <summary>Returns the items in order.</summary>
    /// <exception cref="JsonPathException">The path has an error.</exception>
    internal List<JsonElement> Items(JsonPathNode node) => Evaluate(node, root, -1);

    List<JsonElement> Evaluate(JsonPathNode node, JsonElement current, int last)
    {
        List<JsonElement> items = node switch
        {
            JsonPathNode.Root => [root],
            JsonPathNode.Current => [current],
            JsonPathNode.Literal literal => [literal.Value],
            JsonPathNode.Variable variable => [Variable(variable.Name)],
            JsonPathNode.Last => last < 0 ? throw new JsonPathException("last is outside of an array's brackets") : [Number(last)],
            JsonPathNode.Member member =>
                [.. Unwrapped(Evaluate(member.Base, current, last)).SelectMany(item => Members(item, member.Name))],
            JsonPathNode.Descendant descendant =>
                [.. Evaluate(descendant.Base, current, last).SelectMany(item => Descendants(item, descendant.Name))],
            JsonPathNode.Element element =>
                [.. Evaluate(element.Base, current, last).SelectMany(item => Elements(item, element.Subscripts, current))],
            JsonPathNode.Filter filter =>
                [.. Unwrapped(Evaluate(filter.Base, current, last)).Where(item => Test(filter.Condition, item, last) is true)],
            JsonPathNode.Method method => Method(Evaluate(method.Base, current, last), method.Name),
            JsonPathNode.Sign sign =>
                [.. Numbers(sign.Operand, current, last).Select(value => Number(sign.Negative ? -value : value))],
            JsonPathNode.Arithmetic arithmetic => [Arithmetic(arithmetic, current, last)],
            _ => throw new InvalidOperationException($"A path has a {node.GetType().Name}."),
        };
        return items.Count <= MaxItems ? items : throw new JsonPathException("it finds too many items");
    }

    JsonElement Variable(string name) =>
        variables.TryGetProperty(name, out var value) ? value : throw new JsonPathException($"no value is passed as {name}");

    List<JsonElement> Unwrapped(List<JsonElement> items) => isStrict
        ? items
        : [.. items.SelectMany(item => item.ValueKind == JsonValueKind.Array ? [.. item.EnumerateArray()] : (JsonElement[])[item])];

    IEnumerable<JsonElement> Members(JsonElement item, string? name)
    {
        if (item.ValueKind != JsonValueKind.Object) { return isStrict ? throw new JsonPathException("an item is not an object") : []; }
        if (name is null) { return item.EnumerateObject().Select(member => member.Value); }
        var found = item.EnumerateObject().Where(member => member.Name == name).Select(member => member.Value).ToArray();
        return found.Length == 0 && isStrict ? throw new JsonPathException($"an object has no member {name}") : found;
    }

    static IEnumerable<JsonElement> Descendants(JsonElement item, string name)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject().Where(member => member.Name == name)) { yield return member.Value; }
            foreach (var found in item.EnumerateObject().SelectMany(member => Descendants(member.Value, name))) { yield return found; }
        }
        else if (item.ValueKind == JsonValueKind.Array)
        {
            foreach (var found in item.EnumerateArray().SelectMany(one => Descendants(one, name))) { yield return found; }
        }
    }

    IEnumerable<JsonElement> Elements(
        JsonElement item,
        IReadOnlyList<(JsonPathNode From, JsonPathNode? To)>? subscripts,
        JsonElement current)
    {
        if (item.ValueKind != JsonValueKind.Array && isStrict) { throw new JsonPathException("an item is not an array"); }
        JsonElement[] elements = item.ValueKind == JsonValueKind.Array ? [.. item.EnumerateArray()] : [item];
        if (subscripts is null) { return elements; }
        List<JsonElement> chosen = [];
        foreach (var (first, second) in subscripts)
        {
            var from = Index(first, current, elements.Length - 1);
            var to = second is null ? from : Index(second, current, elements.Length - 1);
            if (isStrict && (from > to || from < 0 || to >= elements.Length))
            {
                throw new JsonPathException("a subscript is out of range");
            }
            for (var i = Math.Max(0, from); i <= Math.Min(to, elements.Length - 1); i++) { chosen.Add(elements[i]); }
        }
        return chosen;
    }

    long Index(JsonPathNode node, JsonElement current, int last) =>
        Unwrapped(Evaluate(node, current, last)) is [var one] ? (long)decimal.Truncate(Decimal(one))
        : throw new JsonPathException("a subscript is not one number");

    List<JsonElement> Method(List<JsonElement> items, string name)
    {
        if (name is "size" or "type")
        {
            return [.. items.Select(item => name == "type" ? Text(TypeOf(item)) : Size(item))];
        }
        return [.. Unwrapped(items).SelectMany(item => name switch
        {
            "abs" => [Number(Math.Abs(Decimal(item)))],
            "ceiling" => [Number(decimal.Ceiling(Decimal(item)))],
            "floor" => [Number(decimal.Floor(Decimal(item)))],
            "double" => [Double(item)],
            _ => item.ValueKind == JsonValueKind.Object
                ? item.EnumerateObject().Select(member => Parse(
                    $"{{\"name\":{JsonText.Quote(member.Name)},\"value\":{member.Value.GetRawText()},\"id\":0}}"))
                : throw new JsonPathException("an item is not an object"),
        })];
    }

    JsonElement Size(JsonElement item) => item.ValueKind == JsonValueKind.Array ? Number(item.GetArrayLength())
        : isStrict ? throw new JsonPathException("an item is not an array")
        : Number(1);

    static string TypeOf(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "null",
    };

    JsonElement Arithmetic(JsonPathNode.Arithmetic node, JsonElement current, int last)
    {
        if (Numbers(node.Left, current, last).ToArray() is not [var a] || Numbers(node.Right, current, last).ToArray() is not [var b])
        {
            throw new JsonPathException("an operand is not one number");
        }
        if (node.Operator is '/' or '%' && b == 0) { throw new JsonPathException("division by zero"); }
        try
        {
            return node.Operator switch
            {
                '+' => Number(a + b),
                '-' => Number(a - b),
                '*' => Number(a * b),
                '%' => Number(a % b),
                _ when IsWhole(a) && IsWhole(b) => Number(decimal.Truncate(a / b)),
                _ => Number(a / b),
            };
        }
        catch (OverflowException)
        {
            throw new JsonPathException("a number is out of range");
        }
    }

    bool? Test(JsonPathCondition condition, JsonElement current, int last)
    {
        switch (condition)
        {
            case JsonPathCondition.And and:
                var left = Test(and.Left, current, last);
                return left is false ? false : Test(and.Right, current, last) is var right && right is false ? false : left & right;
            case JsonPathCondition.Or or:
                left = Test(or.Left, current, last);
                return left is true ? true : Test(or.Right, current, last) is var other && other is true ? true : left | other;
            case JsonPathCondition.Not not:
                return !Test(not.Operand, current, last);
            case JsonPathCondition.IsUnknown unknown:
                return Test(unknown.Operand, current, last) is null;
            default:
                try
                {
                    return TestItems(condition, current, last);
                }
                catch (JsonPathException)
                {
                    return null;
                }
        }
    }

    bool? TestItems(JsonPathCondition condition, JsonElement current, int last) => condition switch
    {
        JsonPathCondition.Exists exists => Evaluate(exists.Path, current, last).Count > 0,
        JsonPathCondition.StartsWith starts => Any(
            Unwrapped(Evaluate(starts.Text, current, last)),
            Unwrapped(Evaluate(starts.Start, current, last)),
            (a, b) => a.ValueKind == JsonValueKind.String && b.ValueKind == JsonValueKind.String
                ? a.GetString()!.StartsWith(b.GetString()!, StringComparison.Ordinal)
                : null),
        JsonPathCondition.Comparison comparison => Any(
            Unwrapped(Evaluate(comparison.Left, current, last)),
            Unwrapped(Evaluate(comparison.Right, current, last)),
            (a, b) => Compare(comparison.Operator, a, b)),
        _ => throw new InvalidOperationException($"A path has a {condition.GetType().Name}."),
    };

    // Strict: an error of one pair is an error of all. Lax: the first pair that is true decides.
    bool? Any(List<JsonElement> left, List<JsonElement> right, Func<JsonElement, JsonElement, bool?> test)
    {
        var (isTrue, isUnknown) = (false, false);
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var result = test(a, b);
                isTrue |= result is true;
                isUnknown |= result is null;
                if (!isStrict && (isTrue || isUnknown)) { return isTrue ? true : null; }
            }
        }
        return isUnknown ? null : isTrue;
    }

    static bool? Compare(string @operator, JsonElement left, JsonElement right)
    {
        if (left.ValueKind is JsonValueKind.Null || right.ValueKind is JsonValueKind.Null)
        {
            var same = left.ValueKind == right.ValueKind;
            return @operator switch { "==" => same, "<>" => !same, _ => same ? @operator is "<=" or ">=" : null };
        }
        int? order = (TypeOf(left), TypeOf(right)) switch
        {
            ("number", "number") => Decimal(left).CompareTo(Decimal(right)),
            ("string", "string") => string.CompareOrdinal(left.GetString(), right.GetString()),
            ("boolean", "boolean") => left.GetBoolean().CompareTo(right.GetBoolean()),
            _ => null,
        };
        return @operator switch
        {
            _ when order is null => null,
            "==" => order == 0,
            "<>" => order != 0,
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };
    }

    IEnumerable<decimal> Numbers(JsonPathNode node, JsonElement current, int last) =>
        Unwrapped(Evaluate(node, current, last)).Select(Decimal);

    static JsonElement Double(JsonElement item)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
        return item.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? Parse(JavaText.Double(value))
            : throw new JsonPathException("an item is not a number");
    }

    static decimal Decimal(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetDecimal(out var value)
        ? value
        : throw new JsonPathException("an item is not a number");

    static bool IsWhole(decimal value) => value.Scale == 0;

    static JsonElement Number(decimal value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    static JsonElement Text(string value) => Parse(JsonText.Quote(value));

    static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
