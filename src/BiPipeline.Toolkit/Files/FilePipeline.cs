using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit;

/// <summary>
/// Writes files of any length to a lake, in bounded memory. The same inputs in the same order give the same objects with any number of
/// threads, so a second run writes nothing.
/// </summary>
public sealed class FilePipeline
{
    // Finished objects that may wait for the store, in multiples of the concurrent puts.
    const int SetsAhead = 2;

    readonly FilePipelineOptions _options;
    readonly IObjectStore _store;
    readonly SchemaObjects? _schemasOfUnits;

    /// <summary>Creates a pipeline that writes to a store.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with at least one schema.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public FilePipeline(IObjectStore store, FilePipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options) = (store, options);
    }

    /// <summary>
    /// Creates a pipeline for one unit of a backfill. The units share the objects of the schemas, so that one of them looks for these.
    /// No caller learns which rows are older than a baseline, so no unit looks for baselines.
    /// </summary>
    internal FilePipeline(IObjectStore store, FilePipelineOptions options, SchemaObjects schemas)
        : this(store, options) => _schemasOfUnits = schemas;

    /// <summary>Flattens local files in order and stores the objects.</summary>
    /// <param name="paths">The files in order, with or without gzip.</param>
    /// <param name="progress">Receives a report after each chunk. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run. Stored objects stay, and a later run continues from them.</param>
    /// <exception cref="FileNotFoundException">A file does not exist; nothing was stored.</exception>
    /// <exception cref="SchemaException">
    /// A schema contradicts one that the lake was written with: other columns under the same version, or changed partition rules; nothing
    /// was stored.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A file has no records, a schema refuses its kind, or its compressed data is damaged.
    /// </exception>
    /// <exception cref="IOException">A file can't be read or an object can't be stored.</exception>
    public Task<FileOutcome> RunAsync(
        IEnumerable<string> paths, IProgress<FileProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return RunAsync([.. paths.Select(FileInput.Open)], progress, cancellationToken);
    }

    /// <summary>Flattens the inputs in order and stores the objects.</summary>
    /// <param name="inputs">The inputs in order.</param>
    /// <param name="progress">Receives a report after each chunk. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run. Stored objects stay, and a later run continues from them.</param>
    /// <exception cref="SchemaException">
    /// A schema contradicts one that the lake was written with: other columns under the same version, or changed partition rules; nothing
    /// was stored.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// An input has no records, a schema refuses its kind, or its compressed data is damaged.
    /// </exception>
    /// <exception cref="IOException">An input can't be read or an object can't be stored.</exception>
    public async Task<FileOutcome> RunAsync(
        IReadOnlyList<FileInput> inputs, IProgress<FileProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using var activity = PipelineTelemetry.Activities.StartActivity("bipipeline.files");
        var schemas = _schemasOfUnits ?? new SchemaObjects(_store, _options.Schemas);
        await schemas.CheckAsync(cancellationToken).ConfigureAwait(false);
        foreach (var input in inputs) { Check(input); }
        var baselines = _schemasOfUnits is null
            ? await NewestBaselines.FindAsync(_store, _options.Schemas, cancellationToken).ConfigureAwait(false)
            : new NewestBaselines();
        if (inputs.Count > 1 && !_options.AllowUnreadable)
        {
            await new InputPreflight(_options).RunAsync(inputs, cancellationToken).ConfigureAwait(false);
        }
        using var writer = new LakeWriter(_store, _options.FormatWithThreads, _options.Writer);
        var puts = new BackgroundPuts(writer, schemas.StoreAsync, SetsAhead * _options.Writer.ParallelPuts);
        await using var _ = puts.ConfigureAwait(false);
        var run = new FileRun(_options, inputs, writer, puts, baselines, progress);
        foreach (var input in inputs) { await run.AddAsync(input, cancellationToken).ConfigureAwait(false); }
        await puts.EndAsync(cancellationToken).ConfigureAwait(false);
        if (run.Total.Records > 0) { await puts.PrepareAsync(cancellationToken).ConfigureAwait(false); }
        var commit = await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        PipelineTelemetry.RecordObjects(commit);
        cancellationToken.ThrowIfCancellationRequested();
        run.Total.Add(commit.ThrowIfIncomplete());
        return run.ToOutcome();
    }

    // What the manifest of the input's export says.
    void Check(FileInput input)
    {
        if (input.AsOf is { } asOf && _options.IsLater(asOf))
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Name} is of an export of {asOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}, which is in the future; "
                    + $"expected a time that has passed. Correct the clock or {ExportSummary.Name}."));
        }
        ThrowIfOldImagesAreMissing(input, _options.Schemas);
    }

    /// <summary>Throws when an input is of an export that has no old images and a schema needs them.</summary>
    internal static void ThrowIfOldImagesAreMissing(FileInput input, IReadOnlyList<TableSchema> schemas)
    {
        if (input.HasOldImages == false && schemas.FirstOrDefault(RecordRouter.NeedsOldImages) is { } schema)
        {
            throw new InvalidDataException(
                $"{input.Name} is of an incremental export without old images, and entity '{schema.Entity!.Attribute}' of table "
                    + $"'{schema.Table}' is not a key; expected output view NEW_AND_OLD_IMAGES. Export the window again.");
        }
    }
}
