namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// What of a load is done, in a small text file that lines are added to: a heading with the table and the load's fingerprint, then
/// <c>i N</c> for each item and <c>c N</c> for each change that is made, by its place from 0. A load that was interrupted goes on
/// from it. A line that a crash
/// left unfinished is dropped; its write is then made again, which its condition finds done.
/// </summary>
sealed class LoadJournal : IDisposable
{
    const string Kind = "bipipeline-load 1";

    readonly Lock _gate = new();
    readonly StreamWriter _file;
    readonly HashSet<int> _items = [];
    readonly HashSet<int> _changes = [];

    LoadJournal(StreamWriter file, bool isNew) => (_file, IsNew) = (file, isNew);

    /// <summary>True when the file was not there before.</summary>
    internal bool IsNew { get; }

    /// <summary>Opens a load's journal, or begins it.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="table">The table that is loaded.</param>
    /// <param name="load">What is loaded.</param>
    /// <exception cref="InvalidDataException">The file is another load's, or none of ours.</exception>
    /// <exception cref="IOException">The file can't be opened; another run may have it.</exception>
    internal static LoadJournal Open(string path, string table, TableLoad load)
    {
        var heading = $"{Kind} {table} {load.Fingerprint}";
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        // Exclusive, so that two runs don't share a journal.
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
            throw new InvalidDataException($"'{path}' is not a load's journal; name another file.");
        }
        if (lines[0] != heading)
        {
            throw new InvalidDataException(
                $"'{path}' is the journal of another load (other data, or another table); delete it to start over, or name another file.");
        }
        foreach (var line in lines.Skip(1))
        {
            var isEntry = line is ['i' or 'c', ' ', _, ..];
            if (!isEntry || !int.TryParse(line.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                throw new InvalidDataException($"'{path}' contains an invalid journal line; delete the file to start over.");
            }
            (line[0] == 'i' ? _items : _changes).Add(index);
        }
    }
}
