using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>Collects everything that is wrong with an options record, so that one exception reports all of it.</summary>
/// <param name="options">The name of the options record.</param>
sealed class OptionProblems(string options)
{
    readonly List<string> _problems = [];

    /// <summary>Adds a problem: one sentence that names the option, the value found and what is allowed.</summary>
    internal void Add(string problem) => _problems.Add(problem);

    /// <summary>Adds a problem if a value lies outside its range.</summary>
    /// <param name="value">The value found.</param>
    /// <param name="min">The smallest value that is allowed.</param>
    /// <param name="max">The largest value that is allowed.</param>
    /// <param name="range">The range with its units, such as <c>64 KiB to 64 MiB</c>; default: the two bounds.</param>
    /// <param name="name">The option's name; the compiler fills it in.</param>
    internal void Range<T>(T value, T min, T max, string? range = null, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) { return; }
        Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {range ?? $"{min} to {max}"}."));
    }

    /// <summary>Adds the problems of options that are a part of these, each under the name of the part.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="validate">Checks the part.</param>
    internal void Nested(string part, Action validate)
    {
        try
        {
            validate();
        }
        catch (ToolkitOptionsException exception)
        {
            _problems.AddRange(exception.Problems.Select(problem => $"{part}.{problem}"));
        }
    }

    /// <summary>Reports the problems, if there are any.</summary>
    /// <exception cref="ToolkitOptionsException">There is at least one problem.</exception>
    internal void ThrowIfAny()
    {
        if (_problems.Count > 0) { throw new ToolkitOptionsException(options, _problems); }
    }
}
