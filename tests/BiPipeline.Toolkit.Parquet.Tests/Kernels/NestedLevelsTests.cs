using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class NestedLevelsTests
{
    // Rows: [7, NULL, 8], [], NULL, [9] of an optional list.
    [Fact]
    public void ExpandScalar_Lists_MatchDremelsLevels()
    {
        var (repetitions, definitions) = (new byte[9], new byte[9]);
        var list = new ListLevels
        {
            Repetitions = [0, 0, 0, 0],
            Definitions = [0, 0, 0, 0],
            SlotLevel = 0,
            Level = 0,
            Repetition = 1,
            Present = [1, 1, 0, 1],
            Offsets = [0, 3, 3, 3, 4],
        };

        var count = NestedLevels.ExpandScalar(list, repetitions, definitions);

        repetitions[..count].ShouldBe([0, 1, 1, 0, 0, 0]);
        definitions[..count].ShouldBe([2, 2, 2, 1, 0, 2]);
    }

    [Fact]
    public void Expand_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths)
        {
            // Entries above the list have no slot; those below its level have a slot with NULL.
            var definitions = Enumerable.Range(0, length).Select(_ => (byte)random.Next(1, 4)).ToArray();
            var repetitions = Enumerable.Range(0, length).Select(_ => (byte)random.Next(0, 2)).ToArray();
            var slots = definitions.Where(level => level >= 2).ToArray();
            var present = slots.Select(level => (byte)(level == 3 ? random.Next(2) : 0)).ToArray();
            List<int> offsets = [random.Next(5)];
            foreach (var flag in present) { offsets.Add(offsets[^1] + (flag * random.Next(4))); }
            var list = new ListLevels { Repetitions = repetitions, Definitions = definitions, SlotLevel = 2, Level = 3, Repetition = 2, Present = present, Offsets = offsets.ToArray() };
            var most = length + offsets[^1] - offsets[0];
            var (expectedRepetitions, expectedDefinitions) = (new byte[most], new byte[most]);
            var (actualRepetitions, actualDefinitions) = (new byte[most], new byte[most]);

            var count = NestedLevels.ExpandScalar(list, expectedRepetitions, expectedDefinitions);
            NestedLevels.Expand(list, actualRepetitions, actualDefinitions).ShouldBe(count);

            actualRepetitions[..count].ShouldBe(expectedRepetitions[..count], $"{length} entries");
            actualDefinitions[..count].ShouldBe(expectedDefinitions[..count], $"{length} entries");
        }
    }

    [Fact]
    public void Present_EverySlot_AddsOneForAValue()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths)
        {
            // A NULL parent's field is NULL.
            var definitions = Enumerable.Range(0, length).Select(_ => (byte)random.Next(2)).ToArray();
            var present = definitions.Select(level => (byte)(level == 1 ? random.Next(2) : 0)).ToArray();
            var target = new byte[length];

            NestedLevels.Present(definitions, slotLevel: 0, level: 1, present, target);

            target.ShouldBe(definitions.Zip(present, (level, flag) => (byte)(level + flag)).ToArray());
        }
    }

    [Fact]
    public void Present_EntriesWithoutSlot_KeepTheirLevel()
    {
        var target = new byte[5];

        NestedLevels.Present([0, 2, 1, 3, 3], slotLevel: 2, level: 3, [0, 1, 0], target);

        target.ShouldBe([0, 2, 1, 4, 3]);
    }

    [Fact]
    public void EndOfRows_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Append(1_000).Append(2_048))
        {
            byte[] repetitions = length == 0 ? [] : [0, .. Enumerable.Range(1, length - 1).Select(_ => (byte)(random.Next(3) == 0 ? 0 : 1))];
            var most = repetitions.Count(level => level == 0);
            for (var rows = 0; rows <= most + 1; rows++)
            {
                NestedLevels.EndOfRows(repetitions, rows).ShouldBe(NestedLevels.EndOfRowsScalar(repetitions, rows), $"{rows} rows of {length} entries");
            }
        }
    }
}
