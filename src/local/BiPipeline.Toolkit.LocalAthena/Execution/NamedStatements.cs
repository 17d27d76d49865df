using System.Text.RegularExpressions;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// The prepared statements of each workgroup, from the operations and from PREPARE (Athena user guide, "Use parameterized queries").
/// Thread-safe.
/// </summary>
sealed partial class NamedStatements(TimeProvider time)
{
    // Athena's limit for a workgroup.
    const int MaxCount = 1000;

    readonly Lock _gate = new();
    readonly Dictionary<string, SortedDictionary<string, NamedStatement>> _groups = new(StringComparer.Ordinal);

    /// <summary>Adds a statement.</summary>
    /// <exception cref="AthenaException">The name is not valid or exists, or the workgroup is full.</exception>
    internal void Create(string group, string name, string sql, string? description)
    {
        Check(name, sql);
        lock (_gate)
        {
            var statements = Group(group);
            if (statements.ContainsKey(name)) { throw Refused($"Prepared Statement {name} already exists"); }
            if (statements.Count >= MaxCount)
            {
                throw Refused($"The limit of {MaxCount} prepared statements of a workgroup is reached.");
            }
            statements.Add(name, new(name, sql, description, time.GetUtcNow()));
        }
    }

    /// <summary>Replaces a statement.</summary>
    /// <exception cref="AthenaException">The statement does not exist.</exception>
    internal void Update(string group, string name, string sql, string? description)
    {
        Check(name, sql);
        lock (_gate)
        {
            Get(group, name);
            Group(group)[name] = new(name, sql, description, time.GetUtcNow());
        }
    }

    /// <summary>Removes a statement.</summary>
    /// <exception cref="AthenaException">The statement does not exist.</exception>
    internal void Delete(string group, string name)
    {
        lock (_gate)
        {
            Get(group, name);
            Group(group).Remove(name);
        }
    }

    /// <summary>Returns a statement.</summary>
    /// <exception cref="AthenaException">The statement does not exist.</exception>
    internal NamedStatement Get(string group, string name) =>
        Find(group, name)
            ?? throw new AthenaException(RequestError.NotFound, $"PreparedStatement {name} was not found in workGroup {group}");

    internal NamedStatement? Find(string group, string name)
    {
        lock (_gate) { return _groups.GetValueOrDefault(group)?.GetValueOrDefault(name); }
    }

    internal IReadOnlyList<NamedStatement> List(string group)
    {
        lock (_gate) { return [.. _groups.GetValueOrDefault(group)?.Values.AsEnumerable() ?? []]; }
    }

    /// <summary>Returns the text for EXECUTE.</summary>
    /// <exception cref="LocalAthenaQueryException">The statement does not exist.</exception>
    internal string Text(string group, SqlName name) => Find(group, name.Value)?.Sql ?? throw NotFound(group, name);

    /// <summary>Runs PREPARE.</summary>
    /// <exception cref="LocalAthenaQueryException">The name exists or is not valid.</exception>
    internal LocalAthenaResult Run(Statement.Prepare prepare, string group)
    {
        try
        {
            Create(group, prepare.Name.Value, prepare.Text, null);
        }
        catch (AthenaException exception)
        {
            throw new LocalAthenaQueryException("ALREADY_EXISTS", exception.Message, prepare.Name.Position);
        }
        return LocalAthenaResult.Done(prepare);
    }

    /// <summary>Runs DEALLOCATE PREPARE.</summary>
    /// <exception cref="LocalAthenaQueryException">The statement does not exist.</exception>
    internal LocalAthenaResult Run(Statement.Deallocate deallocate, string group)
    {
        lock (_gate)
        {
            if (_groups.GetValueOrDefault(group)?.Remove(deallocate.Name.Value) != true) { throw NotFound(group, deallocate.Name); }
        }
        return LocalAthenaResult.Done(deallocate);
    }

    static LocalAthenaQueryException NotFound(string group, SqlName name) =>
        new("NOT_FOUND", $"PreparedStatement {name.Value} was not found in workGroup {group}", name.Position);

    SortedDictionary<string, NamedStatement> Group(string group)
    {
        if (!_groups.TryGetValue(group, out var statements)) { _groups.Add(group, statements = new(StringComparer.Ordinal)); }
        return statements;
    }

    static void Check(string name, string sql)
    {
        if (!NamePattern().IsMatch(name)) { throw Refused($"StatementName '{name}' is not a valid name."); }
        if (Encoding.UTF8.GetByteCount(sql) is 0 or > AthenaQueryRequest.MaxQueryBytes)
        {
            throw Refused($"QueryStatement is empty or too long; expected 1 to {AthenaQueryRequest.MaxQueryBytes} bytes.");
        }
    }

    static AthenaException Refused(string message) => new(RequestError.Invalid, message);

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_@:]{0,255}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
