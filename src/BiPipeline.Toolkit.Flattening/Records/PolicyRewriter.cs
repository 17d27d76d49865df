using System.Buffers;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Hashes or removes protected attributes in a record's keys, images and item before anything else reads them. Where a path meets a list,
/// it continues in each map of the list.
/// </summary>
sealed class PolicyRewriter
{
    static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    readonly Dictionary<string, PolicyNode> _root;
    readonly byte[] _key;
    readonly IReadOnlyList<(AttributePath Path, PolicyNode Node)> _policies;

    PolicyRewriter(Dictionary<string, PolicyNode> root, byte[] key, IReadOnlyList<(AttributePath, PolicyNode)> policies) =>
        (_root, _key, _policies) = (root, key, policies);

    static ReadOnlySpan<byte> HashPrefix => "hmac:"u8;

    /// <summary>The paths of policies that met an attribute.</summary>
    internal IEnumerable<AttributePath> Met => _policies.Where(policy => policy.Node.IsMet).Select(policy => policy.Path);

    /// <summary>Creates a rewriter for the policies of all schemas; null when they have none.</summary>
    /// <exception cref="ToolkitOptionsException">A policy hashes and the key is missing.</exception>
    internal static PolicyRewriter? For(IReadOnlyList<TableSchema> schemas, FlattenOptions options)
    {
        AttributePolicy[] policies = [.. schemas.SelectMany(schema => schema.Policies)];
        if (policies.Length == 0) { return null; }
        if (options.HashKey.IsEmpty && policies.Any(policy => policy.Action == PolicyAction.Hash))
        {
            const string problem = "HashKey is not set; a policy with action hash needs at least 16 secret bytes.";
            throw new ToolkitOptionsException(nameof(FlattenOptions), [problem]);
        }

        var root = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        List<(AttributePath, PolicyNode)> paths = [];
        foreach (var policy in policies)
        {
            var level = root;
            for (var i = 0; i < policy.Path.Segments.Count; i++)
            {
                var segment = policy.Path.Segments[i];
                if (!level.TryGetValue(segment, out var node)) { level.Add(segment, node = new PolicyNode()); }
                if (i == policy.Path.Segments.Count - 1)
                {
                    node.Action = node.Action == PolicyAction.Drop ? PolicyAction.Drop : policy.Action;
                    paths.Add((policy.Path, node));
                }
                level = node.Members;
            }
        }
        return new(root, options.HashKey.ToArray(), paths);
    }

    /// <summary>Writes a well-formed record with its policies applied and without white space outside strings.</summary>
    internal void Rewrite(ReadOnlySpan<byte> record, ReusableBuffer output)
    {
        var scanner = new JsonScanner(record, 0);
        WriteRecord(ref scanner, output);
    }

    void WriteRecord(ref JsonScanner scanner, ReusableBuffer output) =>
        WriteMembers(ref scanner, output, this, static (ref scanner, name, output, rewriter) =>
        {
            scanner.SkipWhiteSpace();
            if (scanner.Rest is [(byte)'{', ..])
            {
                switch (name)
                {
                    case "dynamodb":
                        rewriter.WriteRecord(ref scanner, output);
                        return true;
                    case "Keys" or "NewImage" or "OldImage" or "Item":
                        rewriter.WriteAttributes(ref scanner, output, rewriter._root);
                        return true;
                }
            }
            Copy(ref scanner, output);
            return true;
        });

    void WriteAttributes(ref JsonScanner scanner, ReusableBuffer output, Dictionary<string, PolicyNode> policies) =>
        WriteMembers(ref scanner, output, (Rewriter: this, Policies: policies), static (ref scanner, name, output, state) =>
        {
            if (!state.Policies.TryGetValue(name, out var node))
            {
                Copy(ref scanner, output);
                return true;
            }
            return state.Rewriter.WriteProtected(ref scanner, output, node);
        });

    // Returns false when the member is removed.
    bool WriteProtected(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node)
    {
        node.IsMet = true;
        switch (node.Action)
        {
            case PolicyAction.Drop:
                scanner.SkipValue();
                return false;
            case PolicyAction.Hash:
                WriteHash(ref scanner, output);
                return true;
            default:
                WriteInsideValue(ref scanner, output, node);
                return true;
        }
    }

    // An invalid attribute value becomes null: none of it is kept, and the reader reports the record.
    void WriteInsideValue(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node)
    {
        scanner.SkipWhiteSpace();
        if (scanner.Rest is [(byte)'{', ..])
        {
            WriteInside(ref scanner, output, node);
            return;
        }
        scanner.SkipValue();
        output.Add("null"u8);
    }

    // A value with protected members inside: enters maps, and lists element by element; copies any other value.
    void WriteInside(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node) =>
        WriteMembers(ref scanner, output, (Rewriter: this, Node: node), static (ref scanner, tag, output, state) =>
        {
            scanner.SkipWhiteSpace();
            if (tag == "M" && scanner.Rest is [(byte)'{', ..]) { state.Rewriter.WriteAttributes(ref scanner, output, state.Node.Members); }
            else if (tag == "L" && scanner.Rest is [(byte)'[', ..]) { state.Rewriter.WriteElements(ref scanner, output, state.Node); }
            else { Copy(ref scanner, output); }
            return true;
        });

    void WriteElements(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node)
    {
        scanner.Take((byte)'[');
        output.Add((byte)'[');
        if (!scanner.TryTake((byte)']'))
        {
            do
            {
                scanner.SkipWhiteSpace();
                WriteInsideValue(ref scanner, output, node);
                output.Add((byte)',');
            }
            while (scanner.TryTake((byte)','));
            output.Truncate(output.Length - 1);
            scanner.Take((byte)']');
        }
        output.Add((byte)']');
    }

    void WriteHash(ref JsonScanner scanner, ReusableBuffer output)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        scanner.SkipValue();
        var value = new ReusableBuffer();
        var isText = WriteHashed(scanner.Bytes[start..scanner.Position], value);
        if (isText && IsHash(value.Written))
        {
            output.Add("{\"S\":\""u8);
            output.Add(value.Written);
            output.Add("\"}"u8);
            return;
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value.Written, hash);
        output.Add("{\"S\":\""u8);
        output.Add(HashPrefix);
        Convert.TryToHexStringLower(hash, output.GetSpan(2 * hash.Length), out var digits);
        output.Advance(digits);
        output.Add("\"}"u8);
    }

    // An S or N is hashed as its text, so that equal values hash alike everywhere; any other value as minified DynamoDB JSON.
    // Returns whether the value is an S.
    static bool WriteHashed(ReadOnlySpan<byte> value, ReusableBuffer output)
    {
        var scanner = new JsonScanner(value, 0);
        if (AttributeScanner.Open(ref scanner, out var tag) && tag is AttributeTag.S or AttributeTag.N && scanner.ReadText(out var text))
        {
            var plain = output.GetSpan(text.Length);
            output.Advance(JsonEscapes.Unescape(text.In(value), plain));
            return tag == AttributeTag.S;
        }
        JsonMinifier.Minify(value, output);
        return false;
    }

    // Raw and quarantine hold protected records. Read again, their values stay, so the rows are the same.
    static bool IsHash(ReadOnlySpan<byte> text) =>
        text.StartsWith(HashPrefix) && text.Length == HashPrefix.Length + (2 * HMACSHA256.HashSizeInBytes)
        && !text[HashPrefix.Length..].ContainsAnyExcept(HexDigits);

    static void Copy(ref JsonScanner scanner, ReusableBuffer output)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        scanner.SkipValue();
        JsonMinifier.Minify(scanner.Bytes[start..scanner.Position], output);
    }

    static void WriteMembers<TState>(ref JsonScanner scanner, ReusableBuffer output, TState state, MemberWriter<TState> write)
    {
        scanner.Take((byte)'{');
        output.Add((byte)'{');
        var empty = true;
        if (!scanner.TryTake((byte)'}'))
        {
            do
            {
                scanner.ReadString(out var name);
                var before = output.Length;
                output.Add((byte)'"');
                output.Add(name.In(scanner.Bytes));
                output.Add("\":"u8);
                scanner.Take((byte)':');
                if (!write(ref scanner, NameOf(scanner.Bytes, name), output, state))
                {
                    output.Truncate(before);
                    continue;
                }
                output.Add((byte)',');
                empty = false;
            }
            while (scanner.TryTake((byte)','));
            if (!empty) { output.Truncate(output.Length - 1); }
            scanner.Take((byte)'}');
        }
        output.Add((byte)'}');
    }

    static string NameOf(ReadOnlySpan<byte> bytes, JsonText name)
    {
        var content = name.In(bytes);
        if (!name.Escaped) { return Encoding.UTF8.GetString(content); }
        var buffer = new byte[content.Length];
        return Encoding.UTF8.GetString(buffer, 0, JsonEscapes.Unescape(content, buffer));
    }

    delegate bool MemberWriter<TState>(ref JsonScanner scanner, string name, ReusableBuffer output, TState state);

    sealed class PolicyNode
    {
        internal PolicyAction? Action { get; set; }

        internal bool IsMet { get; set; }

        internal Dictionary<string, PolicyNode> Members { get; } = new(StringComparer.Ordinal);
    }
}
