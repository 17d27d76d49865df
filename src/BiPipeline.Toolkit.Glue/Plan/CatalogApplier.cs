using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Does what a <see cref="CatalogPlan"/> says. Each update names the version it was made from; when another writer was faster the table is
/// read again, merged, and written again, so that any number of appliers end at one table that has everybody's columns.
/// </summary>
/// <param name="catalog">The catalog.</param>
/// <param name="time">The clock that waits after lost races go by.</param>
public sealed class CatalogApplier(IGlueCatalog catalog, TimeProvider time)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>An applier on the system's clock.</summary>
    public CatalogApplier(IGlueCatalog catalog) : this(catalog, TimeProvider.System) { }

    /// <summary>Creates and updates.</summary>
    /// <exception cref="CatalogRefusedException">The plan holds refused changes, or changes at all in read-only mode.</exception>
    /// <exception cref="GlueException">The catalog refused a call; what was done before stays, and applying again goes on.</exception>
    public async Task<CatalogOutcome> ApplyAsync(CatalogPlan plan, CatalogApplyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaxAttempts is < 1 or > 1_000) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{nameof(options.MaxAttempts)} is {options.MaxAttempts}; it must be 1 to 1,000."), nameof(options)); }
        if (plan.IsRefused) { throw Refused(plan.Tables); }
        if (options.ReadOnly && !plan.IsEmpty) { throw new CatalogRefusedException([$"Database '{plan.Database.Name}' differs from the schema and may only be read: {plan.ToString().ReplaceLineEndings("; ")}."]); }

        var created = plan.CreatesDatabase && await CreateDatabaseAsync(plan.Database, cancellationToken).ConfigureAwait(false);
        List<string> createdTables = [], updatedTables = [];
        var lostRaces = 0;
        foreach (var table in plan.Tables)
        {
            var (action, attempts) = await ApplyAsync(plan.Database.Name, table, options, cancellationToken).ConfigureAwait(false);
            lostRaces += attempts - 1;
            if (action == TableAction.Create) { createdTables.Add(table.Name); }
            if (action == TableAction.Update) { updatedTables.Add(table.Name); }
        }
        return new(created, createdTables, updatedTables, lostRaces);
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

    async Task<(TableAction Action, int Attempts)> ApplyAsync(string database, TablePlan planned, CatalogApplyOptions options, CancellationToken cancellationToken)
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
                        await catalog.UpdateTableAsync(database, new GlueTableUpdate(plan.Target!, plan.VersionId) { SkipArchive = options.SkipArchive }, cancellationToken).ConfigureAwait(false);
                        break;
                    case TableAction.Refuse:
                        throw Refused([plan]);
                }
                return (plan.Action, attempt);
            }
            catch (GlueException exception) when (attempt < options.MaxAttempts && IsLostRace(plan.Action, exception))
            {
                await Task.Delay(Wait(plan, attempt), time, cancellationToken).ConfigureAwait(false);
            }
            plan = TableMerge.Plan(await catalog.FindTableAsync(database, plan.Name, cancellationToken).ConfigureAwait(false), plan.Wanted);
        }
    }

    // Created, changed or dropped by another since it was read.
    static bool IsLostRace(TableAction action, GlueException exception) => action == TableAction.Create
        ? exception is GlueAlreadyExistsException
        : exception is GlueConcurrentModificationException or GlueEntityNotFoundException;

    // Writers that meet differ in their schemas, which tells their waits apart; the same schema is done by whoever is first.
    static TimeSpan Wait(TablePlan plan, int attempt)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plan.Name}\0{plan.Wanted.Parameters.GetValueOrDefault(CatalogParameters.SchemaHash)}\0{plan.VersionId}\0{attempt}")));
        var longest = TimeSpan.FromMilliseconds(Math.Min(LongestWait.TotalMilliseconds, 20 * Math.Pow(2, Math.Min(attempt, 10))));
        return longest * (seed[0] / 256d);
    }

    static CatalogRefusedException Refused(IEnumerable<TablePlan> tables) =>
        new([.. tables.SelectMany(table => table.Refusals.Select(change => $"Table '{table.Name}', {change.Subject} is {change.From} and can't become {change.To}: {change.Reason}."))]);
}
