namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// How many cases tests try that could try any number. <c>TEST_VOLUME=full</c>, which the gate sets, is what the docs promise; a whole number
/// is so many times that; without it a run takes part of them, from the same seeds.
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
