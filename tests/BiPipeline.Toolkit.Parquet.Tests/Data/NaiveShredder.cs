namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Dremel's shredding as in its paper: one row at a time, recursively.</summary>
static class NaiveShredder
{
    internal static List<LeafTruth> Shred(Rows rows)
    {
        var leaves = new List<LeafTruth>();
        foreach (var spec in rows.Specs) { AddLeaves(leaves, spec.Name, spec.Type); }
        for (var row = 0; row < rows.Values.Count; row++)
        {
            var next = 0;
            for (var i = 0; i < rows.Specs.Count; i++) { Field(leaves, ref next, row, rows.Specs[i].Type, rows.Values[row][i], repetition: 0, definition: 0, depth: 0); }
        }
        return leaves;
    }

    static void AddLeaves(List<LeafTruth> leaves, string path, DataType type)
    {
        switch (type)
        {
            case DataType.ArrayType array:
                AddLeaves(leaves, $"{path}.list.element", array.Element);
                break;
            case DataType.MapType map:
                leaves.Add(new($"{path}.key_value.key", DataType.String, []));
                AddLeaves(leaves, $"{path}.key_value.value", map.Value);
                break;
            case DataType.StructType fields:
                foreach (var field in fields.Fields) { AddLeaves(leaves, $"{path}.{field.Name}", field.Type); }
                break;
            default:
                leaves.Add(new(path, type, []));
                break;
        }
    }

    // The field's leaves start at next; next moves after them.
    static void Field(List<LeafTruth> leaves, ref int next, int row, DataType type, object? value, int repetition, int definition, int depth)
    {
        if (value is null)
        {
            Missing(leaves, ref next, row, type, repetition, definition);
            return;
        }
        switch (type, value)
        {
            case (DataType.StructType fields, object?[] items):
                for (var i = 0; i < items.Length; i++) { Field(leaves, ref next, row, fields.Fields[i].Type, items[i], repetition, definition + 1, depth); }
                break;
            case (DataType.ArrayType array, List<object?> items):
                if (items.Count == 0) { Missing(leaves, ref next, row, type, repetition, definition + 1); }
                var first = next;
                for (var i = 0; i < items.Count; i++)
                {
                    next = first;
                    Field(leaves, ref next, row, array.Element, items[i], i == 0 ? repetition : depth + 1, definition + 2, depth + 1);
                }
                break;
            case (DataType.MapType map, List<(string Key, object? Value)> entries):
                if (entries.Count == 0) { Missing(leaves, ref next, row, type, repetition, definition + 1); }
                var key = next;
                for (var i = 0; i < entries.Count; i++)
                {
                    var level = i == 0 ? repetition : depth + 1;
                    leaves[key].Entries.Add(new(row, level, definition + 2, entries[i].Key));
                    next = key + 1;
                    Field(leaves, ref next, row, map.Value, entries[i].Value, level, definition + 2, depth + 1);
                }
                break;
            default:
                leaves[next++].Entries.Add(new(row, repetition, definition + 1, value));
                break;
        }
    }

    static void Missing(List<LeafTruth> leaves, ref int next, int row, DataType type, int repetition, int definition)
    {
        var count = new List<LeafTruth>();
        AddLeaves(count, "", type);
        foreach (var _ in count) { leaves[next++].Entries.Add(new(row, repetition, definition, null)); }
    }
}
