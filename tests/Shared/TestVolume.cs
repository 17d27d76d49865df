namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// The number of cases of a test that could run any number. <c>TEST_VOLUME=full</c>, which the gate sets, is the number in the docs; an
/// integer multiplies it; without it a run has a part of them, from the same seeds.
/// </summary>
static class TestVolume
{
    const string Variable = "TEST_VOLUME";

    static readonly int Times = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => 0,
        "full" => 1,
        var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var times) && times > 0 => times,
        var text => throw new InvalidOperationException($"{Variable} is '{text}'; it is 'full', or how many times that."),
    };

    internal static int Of(int usual, int full) => Times == 0 ? usual : checked(full * Times);
}
