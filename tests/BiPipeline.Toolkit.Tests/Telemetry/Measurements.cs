using System.Diagnostics.Metrics;

namespace BiPipeline.Toolkit.Tests.Telemetry;

/// <summary>Listens to the toolkit's meter: one text per measurement, <c>instrument tag=value … : number</c>.</summary>
sealed class Measurements : IDisposable
{
    readonly MeterListener _listener = new();
    readonly Lock _gate = new();
    readonly List<string> _all = [];

    internal Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PipelineTelemetry.SourceName) { listener.EnableMeasurementEvents(instrument); }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, $"{value}", tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), tags));
        _listener.Start();
    }

    /// <summary>The measurements, including those of other tests, because the meter belongs to the process.</summary>
    internal string[] All
    {
        get
        {
            lock (_gate) { return [.. _all]; }
        }
    }

    public void Dispose() => _listener.Dispose();

    void Add(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
        lock (_gate) { _all.Add($"{instrument.Name}{text} : {value}"); }
    }
}
