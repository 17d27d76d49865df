using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations of workgroups.</summary>
static class WorkGroupOperations
{
    const int MaxPage = 50;

    internal static Task CreateAsync(JsonCall call)
    {
        var configuration = JsonCall.Object(call.Request, "Configuration");
        var isEnforced = JsonCall.Object(configuration, "EnforceWorkGroupConfiguration");
        call.Client.WorkGroups.Create(new(call.Required("Name"))
        {
            Description = call.Text("Description"),
            OutputLocation = JsonCall.Text(JsonCall.Object(configuration, "ResultConfiguration"), "OutputLocation"),
            IsEnforced = isEnforced.ValueKind == JsonValueKind.True,
        });
        return Task.CompletedTask;
    }

    internal static Task DeleteAsync(JsonCall call)
    {
        call.Client.WorkGroups.Delete(call.Required("WorkGroup"));
        return Task.CompletedTask;
    }

    internal static Task GetAsync(JsonCall call)
    {
        var group = call.Client.WorkGroups.Get(call.Required("WorkGroup"));
        var json = call.Json;
        json.WriteStartObject("WorkGroup");
        WriteMembers(call, group);
        json.WriteStartObject("Configuration");
        json.WriteStartObject("ResultConfiguration");
        json.WriteString("OutputLocation", group.Output);
        json.WriteEndObject();
        json.WriteBoolean("EnforceWorkGroupConfiguration", group.IsEnforced);
        json.WriteBoolean("PublishCloudWatchMetricsEnabled", false);
        json.WriteBoolean("RequesterPaysEnabled", false);
        WriteEngineVersion(json, "EngineVersion");
        json.WriteEndObject();
        json.WriteEndObject();
        return Task.CompletedTask;
    }

    internal static Task ListAsync(JsonCall call)
    {
        call.WritePage("WorkGroups", call.Client.WorkGroups.List(), group => group.Name, MaxPage, group =>
        {
            call.Json.WriteStartObject();
            WriteMembers(call, group);
            WriteEngineVersion(call.Json, "EngineVersion");
            call.Json.WriteEndObject();
        });
        return Task.CompletedTask;
    }

    internal static Task ListEngineVersionsAsync(JsonCall call)
    {
        call.Json.WriteStartArray("EngineVersions");
        WriteEngineVersion(call.Json, null);
        call.Json.WriteEndArray();
        return Task.CompletedTask;
    }

    internal static void WriteEngineVersion(Utf8JsonWriter json, string? member)
    {
        if (member is not null) { json.WritePropertyName(member); }
        json.WriteStartObject();
        json.WriteString("SelectedEngineVersion", "AUTO");
        json.WriteString("EffectiveEngineVersion", "Athena engine version 3");
        json.WriteEndObject();
    }

    static void WriteMembers(JsonCall call, WorkGroup group)
    {
        call.Json.WriteString("Name", group.Name);
        call.Json.WriteString("State", "ENABLED");
        if (group.Description is { } description) { call.Json.WriteString("Description", description); }
        call.WriteTime("CreationTime", group.Created);
    }
}
