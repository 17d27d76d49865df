using System.Security.Cryptography;
using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Erasures;

/// <summary>After an erasure, no byte of the lake has the key, and everything else is there as before.</summary>
public sealed class ErasureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_CanaryEverywhere_NoByteIsLeftAndNeighboursStay(bool isVersioned)
    {
        var store = await ErasureLake.CreateAsync(isVersioned);
        var before = ErasureLake.Contents(store);
        ErasureLake.Finds(store).Count.ShouldBe(isVersioned ? 15 : 14);

        var plan = await new Erasure(store, ErasureLake.Options).PlanAsync();
        var outcome = await new Erasure(store, ErasureLake.Options).RunAsync(plan);

        ErasureLake.Finds(store).ShouldBeEmpty();
        var after = ErasureLake.Contents(store);
        // Every line and row of others is there as often as before, and nothing else.
        Pieces(after).ShouldBe(Pieces(before).Where(piece => !piece.Contains(ErasureLake.Canary, StringComparison.Ordinal)), ignoreOrder: true);
        // Objects without the key are the same bytes under the same names.
        foreach (var (key, content) in before.Where(item => !item.Value.Contains(ErasureLake.Canary, StringComparison.Ordinal) && !item.Key.StartsWith("aws/", StringComparison.Ordinal))) { after[key].ShouldBe(content); }
        // Three batches and the quarantined record in raw; the rest once. Each change has two child rows.
        (plan.Rows, plan.Lines, plan.Versions, plan.Unreadable).ShouldBe((3 + 6, 4 + 1 + 1 + 2, isVersioned ? 1 : 0, 0));
        (outcome.Rows, outcome.Lines, outcome.VersionsDeleted, outcome.Scans).ShouldBe((plan.Rows, plan.Lines, plan.Versions, 2));
        plan.ToString().ShouldNotContain("CANARY");
    }

    [Fact]
    public async Task RunAsync_Bytes_AreExplained()
    {
        var store = await ErasureLake.CreateAsync(isVersioned: false);
        var before = store.Everything().Sum(item => (long)item.Bytes.Length);

        var erasure = new Erasure(store, ErasureLake.Options);
        var outcome = await erasure.RunAsync(await erasure.PlanAsync());

        var receipt = store.Below("maintenance/erase/").ShouldHaveSingleItem();
        store.Everything().Sum(item => (long)item.Bytes.Length).ShouldBe(before - outcome.BytesDeleted + outcome.BytesWritten + store[receipt].Length);
        receipt.ShouldEndWith("/done.json");
        Encoding.UTF8.GetString(store[receipt]).ShouldBe($$"""
            {"ended":"2026-11-29T12:00:00.000Z","keys":1,"rows":9,"lines":8,"unreadable_dropped":0,"unreadable_left":0,"objects_deleted":{{outcome.ObjectsDeleted}},"versions_deleted":0,"objects_written":{{outcome.ObjectsWritten}},"bytes_deleted":{{outcome.BytesDeleted}},"bytes_written":{{outcome.BytesWritten}},"scans":2}

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task RunAsync_Again_FindsNothing()
    {
        var store = await ErasureLake.CreateAsync();
        var erasure = new Erasure(store, ErasureLake.Options);
        await erasure.RunAsync(await erasure.PlanAsync());
        var once = await StoreContents.OfAsync(store);

        var plan = await erasure.PlanAsync();
        (plan.Rows, plan.Lines, plan.Objects, plan.Versions).ShouldBe((0, 0, 0, 0));
        (await StoreContents.OfAsync(store)).ShouldBe(once);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_FaultAtEveryCall_RunAgainIsTheSameLake(bool isAfter)
    {
        var lake = await ErasureLake.CreateAsync();
        var undisturbed = lake.Copy();
        var counted = new FaultyMaintenanceStore(undisturbed, (_, _, _) => StoreFault.None);
        await RunAsync(counted);
        var expected = await LiveAsync(undisturbed);
        ErasureLake.Finds(undisturbed).ShouldBeEmpty();

        // Every call in the gate, one of thirteen elsewhere.
        var step = TestVolume.Of(13, 1) == 1 ? 1 : 13;
        for (var at = 1; at <= counted.Calls; at += step)
        {
            var store = lake.Copy();
            var number = at;
            var fault = isAfter ? new StoreFault { After = new IOException("cut"), Half = true } : StoreFault.Refusal("no");
            await Should.ThrowAsync<IOException>(() => RunAsync(new FaultyMaintenanceStore(store, (call, _, _) => call == number ? fault : StoreFault.None)));

            await RunAsync(store);
            (await LiveAsync(store)).ShouldBe(expected);
            store.Everything().Select(item => item.Key).Where(key => !key.StartsWith("maintenance/erase/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .ShouldBe(undisturbed.Everything().Select(item => item.Key).Where(key => !key.StartsWith("maintenance/erase/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
        counted.Calls.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task RunAsync_Killed_IsOpenUntilItEnds()
    {
        var store = await ErasureLake.CreateAsync();
        await Should.ThrowAsync<IOException>(() => RunAsync(new FaultyMaintenanceStore(store, (_, call, _) => call == StoreCall.DeleteVersions ? StoreFault.Refusal("no") : StoreFault.None)));
        (await LakeStatus.ReadAsync(store)).OpenWork.ShouldHaveSingleItem().Verb.ShouldBe("erase");
        // Another key has its own record.
        await new Erasure(store, ErasureLake.Options with { Keys = [ErasureLake.Key("nobody")] }).RunAsync(await new Erasure(store, ErasureLake.Options with { Keys = [ErasureLake.Key("nobody")] }).PlanAsync());
        (await LakeStatus.ReadAsync(store)).OpenWork.Count.ShouldBe(1);

        await RunAsync(store);

        (await LakeStatus.ReadAsync(store)).OpenWork.ShouldBeEmpty();
        store.Everything().ShouldAllBe(item => !item.Key.EndsWith("/open.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlanAsync_ChangeYoungerThanADay_IsRefused()
    {
        var store = await ErasureLake.CreateAsync();
        var options = ErasureLake.Options with { TimeProvider = new FakeTimeProvider(new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero)) };
        var erasure = new Erasure(store, options);

        var plan = await erasure.PlanAsync();

        plan.Problems.ShouldHaveSingleItem().ShouldStartWith("The last change of a key is of 2026-11-20T16:00:00.000Z; expected one older than 24 hours");
        (await Should.ThrowAsync<MaintenanceRefusedException>(() => erasure.RunAsync(plan))).Problems.ShouldBe(plan.Problems);
        ErasureLake.Finds(store).Count.ShouldBe(15);
    }

    [Theory]
    [InlineData("maintenance/rewrites/compact/customers/1.json", "A compact is not finished")]
    [InlineData("maintenance/scans/customers/20261128T000000000Z/start.json", "A scan is not finished")]
    public async Task PlanAsync_UnfinishedWork_IsRefused(string key, string problem)
    {
        var store = await ErasureLake.CreateAsync();
        await ErasureLake.PutAsync(store, key, "{}"u8.ToArray());

        (await new Erasure(store, ErasureLake.Options).PlanAsync()).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);
    }

    [Fact]
    public async Task PlanAsync_ObjectLock_IsRefusedUntilItsEnd()
    {
        var store = await ErasureLake.CreateAsync();
        store.SetLock(store.Below("raw/customers/dt=2026-11-20/")[0], new(ErasureLake.Now.AddDays(30), HasLegalHold: false));
        store.SetLock(ErasureLake.OnFailureKey, new(RetainUntil: null, HasLegalHold: true));

        (await new Erasure(store, ErasureLake.Options).PlanAsync()).Problems.ShouldBe(
            ["2 objects with a key are under Object Lock until 2026-12-29T12:00:00.000Z, 1 of them on legal hold without an end; expected none. Run again afterwards."]);
        var later = ErasureLake.Options with { TimeProvider = new FakeTimeProvider(ErasureLake.Now.AddDays(31)) };
        (await new Erasure(store, later).PlanAsync()).Problems.ShouldHaveSingleItem().ShouldStartWith("1 objects with a key are under Object Lock, 1 of them on legal hold");
    }

    [Fact]
    public async Task RunAsync_UnreadableLines_StayUnlessDropped()
    {
        var store = new InMemoryMaintenanceStore(new FakeTimeProvider(ErasureLake.Now.AddDays(-9)));
        string[] lines =
        [
            """{"reason":"a","record":"half a record of CANARY-7f3a"}""",
            """{"reason":"b","record_base64":"/w=="}""",
            """{"reason":"c","length":5,"sha256":"00"}""",
            $$"""{"reason":"d","record":{{ErasureLake.Record(5, ErasureLake.Neighbour).Trim()}}}""",
        ];
        await ErasureLake.PutAsync(store, "quarantine/customers/dt=2026-11-20/1-4-4-00000000000000000000000000000003.json.gz", ErasureLake.Gzip(lines));
        var erasure = new Erasure(store, ErasureLake.Options);

        var plan = await erasure.PlanAsync();
        (plan.Unreadable, plan.Objects).ShouldBe((3, 0));
        plan.ToString().ShouldContain("quarantine/customers/dt=2026-11-20/1-4-4-00000000000000000000000000000003.json.gz");
        (await erasure.RunAsync(plan)).UnreadableLeft.ShouldBe(3);
        var dropping = new Erasure(store, ErasureLake.Options with { DropUnreadable = true });
        var outcome = await dropping.RunAsync(await dropping.PlanAsync());

        (outcome.UnreadableDropped, outcome.UnreadableLeft).ShouldBe((3, 0));
        ErasureLake.Finds(store).ShouldBeEmpty();
        ErasureLake.Contents(store).Single(item => item.Key.StartsWith("quarantine/", StringComparison.Ordinal)).Value.ShouldBe(lines[3] + "\n");
    }

    [Fact]
    public async Task RunAsync_KeyUnderAHashPolicy_IsFoundInClearAndByItsHmac()
    {
        var store = new InMemoryMaintenanceStore();
        var hashed = ErasureLake.Customers with { Version = 2, Policies = [new(AttributePath.Parse("customerId"), PolicyAction.Hash)] };
        await ErasureLake.WriteAsync(store, ErasureLake.Customers, [ErasureLake.Record(1, ErasureLake.Canary), ErasureLake.Record(2, ErasureLake.Neighbour)]);
        await ErasureLake.WriteAsync(store, hashed, [ErasureLake.Record(3, ErasureLake.Canary), ErasureLake.Record(4, ErasureLake.Neighbour)], ErasureLake.HashKey);
        var hmac = "hmac:" + Convert.ToHexStringLower(HMACSHA256.HashData(ErasureLake.HashKey, Encoding.UTF8.GetBytes(ErasureLake.Canary)));
        ErasureLake.Finds(store, hmac).Count.ShouldBe(3);
        Should.Throw<ToolkitOptionsException>(() => new Erasure(store, ErasureLake.Options with { Schemas = [hashed] }));

        var erasure = new Erasure(store, ErasureLake.Options with { Schemas = [hashed], HashKey = ErasureLake.HashKey });
        var outcome = await erasure.RunAsync(await erasure.PlanAsync());

        outcome.Rows.ShouldBe(2 + 4);
        ErasureLake.Finds(store, hmac).ShouldBeEmpty();
        // The names of columns that no policy covers are another matter: only this key's records went.
        ErasureLake.Finds(store).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_OnFailureObjectsOfTheBucket_AreErasedThere()
    {
        var lake = await ErasureLake.CreateAsync();
        var bucket = new InMemoryMaintenanceStore(new FakeTimeProvider(ErasureLake.Now.AddDays(-9)));
        await ErasureLake.PutAsync(bucket, ErasureLake.OnFailureKey, lake[ErasureLake.OnFailureKey]);
        await ErasureLake.PutAsync(bucket, "other/customers.json", "{\"customerId\":\"CANARY-7f3a\"}"u8.ToArray());

        var erasure = new Erasure(lake, ErasureLake.Options with { OnFailure = bucket });
        await erasure.RunAsync(await erasure.PlanAsync());

        ErasureLake.Finds(bucket).ShouldBe(["other/customers.json"]);
        ErasureLake.Contents(bucket).Single(item => item.Key.StartsWith("aws/", StringComparison.Ordinal)).Value.ShouldBe(ErasureLake.Record(110, ErasureLake.Neighbour).Trim() + "\n");
    }

    [Fact]
    public void Options_KeyOfNoTable_NamesColumnsWithoutValues()
    {
        var options = ErasureLake.Options with { Keys = [new(new Dictionary<string, string> { ["order_id"] = "secret" })] };

        Should.Throw<ToolkitOptionsException>(options.Validate).Message.ShouldSatisfyAllConditions(
            text => text.ShouldContain("Keys has a key with the columns order_id; expected customer_id of table 'customers'."),
            text => text.ShouldNotContain("secret"));
    }

    [Theory]
    [InlineData("5", "5.00")]
    [InlineData("5000", "5E3")]
    [InlineData("-0.05", "-5e-2")]
    [InlineData("0", "-0.000")]
    [InlineData("12345678901234567890123456789012345678", "1234567890123456789012345678901234567.8e1")]
    public void KeyForm_EqualNumbers_HaveOneForm(string left, string right) => KeyForm.OfNumber(left).ShouldBe(KeyForm.OfNumber(right).ShouldNotBeNull());

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1e99999")]
    [InlineData("1.2.3")]
    public void KeyForm_NoNumber_IsNull(string text) => KeyForm.OfNumber(text).ShouldBeNull();

    [Theory]
    [InlineData("""["a"]""")]
    [InlineData("""{"a":[1]}""")]
    [InlineData("{}")]
    [InlineData("secret")]
    public void ErasureKey_NoKey_IsRefusedWithoutItsText(string json) =>
        Should.Throw<FormatException>(() => ErasureKey.Parse(json)).ToString().ShouldNotContain("secret");

    static async Task RunAsync(IMaintenanceStore store)
    {
        var erasure = new Erasure(store, ErasureLake.Options);
        await erasure.RunAsync(await erasure.PlanAsync());
    }

    // Lines and rows, each with the table or folder it is in. Not the receipt, which an erasure adds.
    static IEnumerable<string> Pieces(SortedDictionary<string, string> contents) => contents
        .Where(item => !item.Key.StartsWith("maintenance/erase/", StringComparison.Ordinal) && !item.Key.StartsWith("aws/", StringComparison.Ordinal))
        .SelectMany(item => item.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{string.Join('/', item.Key.Split('/')[..2])} {line}"));

    // Without the receipt, which counts what its own run did.
    static async Task<Dictionary<string, string>> LiveAsync(InMemoryMaintenanceStore store) => (await StoreContents.OfAsync(store))
        .Where(item => !item.Key.StartsWith("maintenance/erase/", StringComparison.Ordinal))
        .ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
}
