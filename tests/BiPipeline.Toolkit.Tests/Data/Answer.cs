using System.Text.Json;

namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>A function's answer, read like Lambda reads it.</summary>
static class Answer
{
    /// <summary>The identifiers of the failed items.</summary>
    internal static async Task<string?[]> FailuresAsync(Stream answer)
    {
        using var json = await JsonDocument.ParseAsync(answer);
        return [.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(item => item.GetProperty("itemIdentifier").GetString())];
    }
}
