namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>Faults that are done to lakes: each is reported where it is, and nothing else is.</summary>
public sealed class FaultTests
{
    static readonly LakeTraits[] Kinds =
    [
        LakeTraits.Quarantine | LakeTraits.Children,
        LakeTraits.Entities | LakeTraits.TwoVersions,
        LakeTraits.Quarantine | LakeTraits.ByColumn,
        LakeTraits.Policies | LakeTraits.Kinesis | LakeTraits.Children,
    ];

    [Fact]
    public async Task RunAsync_InjectedFaults_ReportsEachAndNothingElse()
    {
        var random = new Random(20261129);
        var wanted = TestVolume.Of(usual: 45, full: 1000);
        var lakes = new List<TestLake>();
        foreach (var traits in Kinds) { lakes.Add(await TestLake.CreateAsync(traits, random.Next(), events: 120)); }
        var reported = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> wrong = [];

        for (var i = 0; reported.Values.Sum() + wrong.Count < wanted; i++)
        {
            var lake = lakes[random.Next(lakes.Count)];
            var name = FaultInjector.Names[i % FaultInjector.Names.Count];
            if (await new FaultInjector(lake, random).InjectAsync(name) is not { } injected) { continue; }
            var outcome = await TestLake.VerifyAsync(injected.Store, lake.Options);

            if (Problem(injected.Fault, outcome) is { } problem) { wrong.Add($"{problem} {lake.Traits}, {injected.Fault}\n{outcome}"); }
            else { reported[name] = reported.GetValueOrDefault(name) + 1; }
        }

        wrong.ShouldBeEmpty(string.Join("\n\n", wrong.Take(5)));
        reported.Keys.Order(StringComparer.Ordinal).ShouldBe(FaultInjector.Names.Order(StringComparer.Ordinal));
        reported.Values.Sum().ShouldBe(wanted);
    }

    static string? Problem(LakeFault fault, VerificationOutcome outcome)
    {
        var isReported = outcome.Findings.Any(finding => fault.Kinds.Contains(finding.Kind) && finding.Places.Intersect(fault.Places).Any());
        if (!isReported) { return "not reported:"; }
        string[] others = [.. outcome.Findings.SelectMany(finding => finding.Places).Except(fault.Affected)];
        return others.Length > 0 ? $"also reported {string.Join(", ", others)}:" : null;
    }
}
