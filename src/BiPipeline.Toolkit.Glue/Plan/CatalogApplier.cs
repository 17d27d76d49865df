using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Glue;

/// <summary>Applies a <see cref="CatalogPlan"/>. Each update names the version on which it is based.</summary>
/// <param name="catalog">The catalog.</param>
/// <param name="options">The options.</param>
sealed class CatalogApplier(IGlueCatalog catalog, CatalogApplyOptions options)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    internal async Task<CatalogOutcome> ApplyAsync(CatalogPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsRefused) { throw Refused(plan.Tables); }
        if (options.ReadOnly && !plan.IsEmpty) { throw ReadOnly(plan); }

        var created = plan.CreatesDatabase && await CreateDatabaseAsync(plan.Database, cancellationToken).ConfigureAwait(false);
        List<string> createdTables = [], updatedTables = [];
        var conflictRetries = 0;
        foreach (var table in plan.Tables)
        {
            var (action, attempts) = await ApplyAsync(plan.Database.Name, table, cancellationToken).ConfigureAwait(false);
            conflictRetries += attempts - 1;
            if (action == TableAction.Create) { createdTables.Add(table.Name); }
            if (action == TableAction.Update) { updatedTables.Add(table.Name); }
        }
        return new(created, createdTables, updatedTables, conflictRetries);
    }

    async Task<bool> CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await catalog.CreateDatabaseAsync(database, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (GlueAlreadyExistsException)
        {
            return false;
        }
    }

    async Task<(TableAction Action, int Attempts)> ApplyAsync(
        string database,
        TablePlan planned,
        CancellationToken cancellationToken)
    {
        var plan = planned;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                switch (plan.Action)
                {
                    case TableAction.Create:
                        await catalog.CreateTableAsync(database, plan.Wanted, cancellationToken).ConfigureAwait(false);
                        break;
                    case TableAction.Update:
                        await catalog.UpdateTableAsync(database, plan.Target!, plan.VersionId, options.SkipArchive, cancellationToken)
                            .ConfigureAwait(false);
                        break;
                    case TableAction.Refuse:
                        throw Refused([plan]);
                }
                return (plan.Action, attempt);
            }
            catch (GlueException exception) when (attempt < options.MaxAttempts && IsLostRace(plan.Action, exception))
            {
                await Task.Delay(Wait(plan, attempt), options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            var existing = await catalog.FindTableAsync(database, plan.Name, cancellationToken).ConfigureAwait(false);
            plan = TableMerge.Plan(existing, plan.Wanted);
        }
    }

    // Another writer created, changed or dropped it after the read.
    static bool IsLostRace(TableAction action, GlueException exception) => action == TableAction.Create
        ? exception is GlueAlreadyExistsException
        : exception is GlueConcurrentModificationException or GlueEntityNotFoundException;

    // Concurrent writers have different schemas, which makes their waits different. For the same schema, one writer's change is enough.
    static TimeSpan Wait(TablePlan plan, int attempt)
    {
        var hash = plan.Wanted.Parameters.GetValueOrDefault(CatalogParameters.SchemaHash);
        var text = string.Create(CultureInfo.InvariantCulture, $"{plan.Name}\0{hash}\0{plan.VersionId}\0{attempt}");
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var longest = TimeSpan.FromMilliseconds(Math.Min(LongestWait.TotalMilliseconds, 20 * Math.Pow(2, Math.Min(attempt, 10))));
        return longest * (seed[0] / 256d);
    }

    static CatalogRefusedException ReadOnly(CatalogPlan plan)
    {
        var differences = plan.ToString().ReplaceLineEndings("; ");
        return new([$"Database '{plan.Database.Name}' differs from the schema, but ReadOnly is set: {differences}."]);
    }

    static CatalogRefusedException Refused(IEnumerable<TablePlan> tables) => new(
    [
        .. tables.SelectMany(table => table.Refusals.Select(change =>
            $"Table '{table.Name}', {change.Subject} is {change.From} and can't become {change.To}: {change.Reason}.")),
    ]);
}
