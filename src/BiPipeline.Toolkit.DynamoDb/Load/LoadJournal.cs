namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// The completed part of a load, in a small text file that grows by lines: a heading with the table's identity and the load's fingerprint,
/// then <c>i N</c> for each written item and <c>c N</c> for each change, by its index from 0. An interrupted load continues from it. A line
/// that a crash left incomplete is dropped; its write is repeated, and its condition detects it.
/// </summary>
sealed class LoadJournal : IDisposable
{
    const string Kind = "bipipeline-load 2";

    readonly Lock _gate = new();
    readonly StreamWriter _file;
    readonly HashSet<int> _items = [];
    readonly HashSet<int> _changes = [];

    LoadJournal(StreamWriter file, bool isNew) => (_file, IsNew) = (file, isNew);

    /// <summary>Whether the file did not exist before.</summary>
    internal bool IsNew { get; }

    /// <summary>Opens or creates a load's journal.</summary>
    /// <param name="path">The file. Its folder is created.</param>
    /// <param name="table">The identity of the table: its ARN and its id, which differs for another table of the same name.</param>
    /// <param name="load">The load.</param>
    /// <exception cref="InvalidDataException">The file belongs to another load, or is not a journal.</exception>
    /// <exception cref="IOException">The file can't be opened, possibly because another run uses it.</exception>
    internal static LoadJournal Open(string path, string table, TableLoad load)
    {
        var heading = $"{Kind} {table} {load.Fingerprint}";
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        // Exclusive, so that two runs cannot use one journal.
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var lines = WholeLines(stream);
            var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            var writer = new StreamWriter(stream, utf8) { AutoFlush = true, NewLine = "\n" };
            var journal = new LoadJournal(writer, lines.Count == 0);
            if (lines.Count == 0) { journal._file.WriteLine(heading); }
            else { journal.Take(path, heading, lines); }
            return journal;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    internal bool HasItem(int index)
    {
        lock (_gate) { return _items.Contains(index); }
    }

    internal bool HasChange(int index)
    {
        lock (_gate) { return _changes.Contains(index); }
    }

    internal void AddItems(IReadOnlyList<int> indexes)
    {
        lock (_gate)
        {
            foreach (var index in indexes) { _items.Add(index); }
            _file.Write(string.Concat(indexes.Select(index => string.Create(CultureInfo.InvariantCulture, $"i {index}\n"))));
        }
    }

    internal void AddChange(int index)
    {
        lock (_gate)
        {
            _changes.Add(index);
            _file.Write(string.Create(CultureInfo.InvariantCulture, $"c {index}\n"));
        }
    }

    static List<string> WholeLines(FileStream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        stream.SetLength(end);
        stream.Position = end;
        return [.. Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    void Take(string path, string heading, List<string> lines)
    {
        if (!lines[0].StartsWith(Kind, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' is not a load's journal; expected a journal or a new file. Name another file.");
        }
        if (lines[0] != heading)
        {
            throw new InvalidDataException(
                $"'{path}' is another load's journal; expected the same data and the same table, not one that was created again. "
                    + "Delete it to start over.");
        }
        foreach (var line in lines.Skip(1))
        {
            var isEntry = line is ['i' or 'c', ' ', _, ..];
            if (!isEntry || !int.TryParse(line.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                throw new InvalidDataException($"'{path}' contains an invalid line; expected a journal. Delete the file to start over.");
            }
            (line[0] == 'i' ? _items : _changes).Add(index);
        }
    }
}
