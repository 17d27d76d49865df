using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit;

/// <summary>Collects all problems of an options record, so that one exception reports them.</summary>
/// <param name="options">The name of the options record.</param>
sealed class OptionProblems(string options)
{
    readonly List<string> _problems = [];

    /// <summary>Adds a problem: one sentence with the option, its value, and what is expected.</summary>
    internal void Add(string problem) => _problems.Add(problem);

    /// <summary>Adds a problem if a value is outside its range.</summary>
    /// <param name="value">The value.</param>
    /// <param name="min">The minimum.</param>
    /// <param name="max">The maximum.</param>
    /// <param name="range">The range with its units, such as <c>64 KiB to 64 MiB</c>; default: the two bounds.</param>
    /// <param name="name">The option's name, from the compiler.</param>
    internal void Range<T>(T value, T min, T max, string? range = null, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) { return; }
        Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {range ?? $"{min} to {max}"}."));
    }

    /// <summary>Adds the problems of nested options, each with the nested options' name.</summary>
    /// <param name="part">The name of the nested options.</param>
    /// <param name="validate">Validates the nested options.</param>
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

    /// <summary>Throws an exception with the problems, if there are any.</summary>
    /// <exception cref="ToolkitOptionsException">There is at least one problem.</exception>
    internal void ThrowIfAny()
    {
        if (_problems.Count > 0) { throw new ToolkitOptionsException(options, _problems); }
    }
}
