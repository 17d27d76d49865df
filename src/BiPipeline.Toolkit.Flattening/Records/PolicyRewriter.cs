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

    readonly PolicyNode _root;
    readonly byte[] _key;
    readonly IReadOnlyList<(AttributePath Path, PolicyNode Node)> _policies;
    readonly List<RecordEdit> _edits = [];
    readonly EscapeBuffer _name = new();
    readonly ReusableBuffer _hashed = new();
    int _copied;

    PolicyRewriter(PolicyNode root, byte[] key, IReadOnlyList<(AttributePath, PolicyNode)> policies) =>
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

        var root = new PolicyNode([]);
        List<(AttributePath, PolicyNode)> paths = [];
        foreach (var policy in policies)
        {
            var node = policy.Path.Segments.Aggregate(root, (level, segment) => level.Member(Encoding.UTF8.GetBytes(segment)));
            node.Action = node.Action == PolicyAction.Drop ? PolicyAction.Drop : policy.Action;
            paths.Add((policy.Path, node));
        }
        return new(root, options.HashKey.ToArray(), paths);
    }

    /// <summary>What the last <see cref="Rewrite"/> replaced or removed, in the order of the record.</summary>
    internal IReadOnlyList<RecordEdit> Edits => _edits;

    /// <summary>Writes a record with its policies applied.</summary>
    /// <param name="record">A well-formed record without white space outside strings.</param>
    /// <param name="output">Empty; on return, the record. Nothing is written when no policy applies.</param>
    /// <returns>Whether a policy applies.</returns>
    internal bool Rewrite(ReadOnlySpan<byte> record, ReusableBuffer output)
    {
        _edits.Clear();
        _copied = 0;
        var scanner = new JsonScanner(record, 0);
        ReadRecord(ref scanner, output);
        if (_edits.Count == 0) { return false; }
        output.Add(record[_copied..]);
        return true;
    }

    // Every member of these names, also when one occurs twice: the whole record is kept.
    void ReadRecord(ref JsonScanner scanner, ReusableBuffer output)
    {
        if (!Enter(ref scanner, (byte)'{', (byte)'}')) { return; }
        do
        {
            var name = ReadName(ref scanner);
            if (scanner.Rest is not [(byte)'{', ..]) { scanner.SkipValue(); }
            else if (name.SequenceEqual("dynamodb"u8)) { ReadRecord(ref scanner, output); }
            else if (name.SequenceEqual("Keys"u8) || name.SequenceEqual("NewImage"u8)
                || name.SequenceEqual("OldImage"u8) || name.SequenceEqual("Item"u8))
            {
                ReadAttributes(ref scanner, output, _root);
            }
            else { scanner.SkipValue(); }
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)'}');
    }

    void ReadAttributes(ref JsonScanner scanner, ReusableBuffer output, PolicyNode parent)
    {
        if (!Enter(ref scanner, (byte)'{', (byte)'}')) { return; }
        do
        {
            var start = scanner.Position;
            if (parent.Find(ReadName(ref scanner)) is { } node) { Protect(ref scanner, output, node, start); }
            else { scanner.SkipValue(); }
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)'}');
    }

    // The position is at the value, and the member starts before it.
    void Protect(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node, int member)
    {
        node.IsMet = true;
        switch (node.Action)
        {
            case PolicyAction.Drop:
                scanner.SkipValue();
                Drop(scanner.Bytes, member, scanner.Position, output);
                break;
            case PolicyAction.Hash:
                Hash(ref scanner, output);
                break;
            default:
                ReadInside(ref scanner, output, node);
                break;
        }
    }

    // A value with protected members inside: enters maps, and lists element by element; keeps any other value.
    void ReadInside(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node)
    {
        if (scanner.Rest is not [(byte)'{', ..])
        {
            // An invalid attribute value becomes null: none of it is kept, and the reader reports the record.
            var start = scanner.Position;
            scanner.SkipValue();
            BeginEdit(scanner.Bytes, start, output);
            output.Add("null"u8);
            EndEdit(start, scanner.Position, "null".Length);
            return;
        }
        if (!Enter(ref scanner, (byte)'{', (byte)'}')) { return; }
        do
        {
            var tag = ReadName(ref scanner);
            if (tag.SequenceEqual("M"u8) && scanner.Rest is [(byte)'{', ..]) { ReadAttributes(ref scanner, output, node); }
            else if (tag.SequenceEqual("L"u8) && scanner.Rest is [(byte)'[', ..]) { ReadElements(ref scanner, output, node); }
            else { scanner.SkipValue(); }
        }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)'}');
    }

    void ReadElements(ref JsonScanner scanner, ReusableBuffer output, PolicyNode node)
    {
        if (!Enter(ref scanner, (byte)'[', (byte)']')) { return; }
        do { ReadInside(ref scanner, output, node); }
        while (scanner.TryTake((byte)','));
        scanner.Take((byte)']');
    }

    void Hash(ref JsonScanner scanner, ReusableBuffer output)
    {
        var start = scanner.Position;
        scanner.SkipValue();
        var value = scanner.Bytes[start..scanner.Position];
        _hashed.Clear();
        var isText = WriteHashed(value, _hashed);
        BeginEdit(scanner.Bytes, start, output);
        var before = output.Length;
        output.Add("{\"S\":\""u8);
        if (isText && IsHash(_hashed.Written)) { output.Add(_hashed.Written); }
        else
        {
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_key, _hashed.Written, hash);
            output.Add(HashPrefix);
            Convert.TryToHexStringLower(hash, output.GetSpan(2 * hash.Length), out var digits);
            output.Advance(digits);
        }
        output.Add("\"}"u8);
        EndEdit(start, scanner.Position, output.Length - before);
    }

    // With the comma after the member; the last one's is before it.
    void Drop(ReadOnlySpan<byte> record, int start, int end, ReusableBuffer output)
    {
        BeginEdit(record, start, output);
        if (record[end] == ',') { EndEdit(start, end + 1, 0); }
        else if (output.Written is [.., (byte)','])
        {
            output.Truncate(output.Length - 1);
            EndEdit(start, end, -1);
        }
        else { EndEdit(start, end, 0); }
    }

    void BeginEdit(ReadOnlySpan<byte> record, int start, ReusableBuffer output) => output.Add(record[_copied..start]);

    void EndEdit(int start, int end, int length)
    {
        _copied = end;
        _edits.Add(new(end, length - (end - start)));
    }

    static bool Enter(ref JsonScanner scanner, byte open, byte close) => scanner.Take(open) && !scanner.TryTake(close);

    // Valid until the next name.
    ReadOnlySpan<byte> ReadName(ref JsonScanner scanner)
    {
        scanner.ReadString(out var name);
        scanner.Take((byte)':');
        return name.Escaped ? _name.Unescape(scanner.Bytes, name) : name.In(scanner.Bytes);
    }

    // An S or N is hashed as its text, so that equal values hash alike everywhere; any other value as DynamoDB JSON without white space.
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
        output.Add(value);
        return false;
    }

    // Raw and quarantine hold protected records. Read again, their values stay, so the rows are the same.
    static bool IsHash(ReadOnlySpan<byte> text) =>
        text.StartsWith(HashPrefix) && text.Length == HashPrefix.Length + (2 * HMACSHA256.HashSizeInBytes)
        && !text[HashPrefix.Length..].ContainsAnyExcept(HexDigits);

    sealed class PolicyNode(byte[] name)
    {
        readonly List<PolicyNode> _members = [];

        internal PolicyAction? Action { get; set; }

        internal bool IsMet { get; set; }

        /// <summary>Returns the node of a member, which it adds when it is new.</summary>
        internal PolicyNode Member(byte[] member)
        {
            if (Find(member) is { } found) { return found; }
            var added = new PolicyNode(member);
            _members.Add(added);
            return added;
        }

        /// <summary>Returns the node of a member; null when no policy is below it. Policies are few.</summary>
        internal PolicyNode? Find(ReadOnlySpan<byte> member)
        {
            foreach (var node in _members)
            {
                if (node.Has(member)) { return node; }
            }
            return null;
        }

        bool Has(ReadOnlySpan<byte> member) => member.SequenceEqual(name);
    }
}
