namespace BiPipeline.Toolkit.Flattening;

/// <summary>Number of records by their form.</summary>
sealed class FormCounts
{
    static readonly string[] Names = ["stream record", "export", "incremental export", "Kinesis record", "quarantine line"];

    readonly long[] _records = new long[Names.Length];
    readonly Dictionary<string, long> _forms = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, long> ByName
    {
        get
        {
            var counts = new Dictionary<string, long>(_forms, StringComparer.Ordinal);
            for (var i = 0; i < Names.Length; i++)
            {
                if (_records[i] > 0) { counts.Add(Names[i], _records[i]); }
            }
            return counts;
        }
    }

    internal void Add(RecordKind kind) => _records[(int)kind]++;

    internal void Add(string form, long records) => _forms[form] = _forms.GetValueOrDefault(form) + records;

    internal void Clear()
    {
        Array.Clear(_records);
        _forms.Clear();
    }
}
