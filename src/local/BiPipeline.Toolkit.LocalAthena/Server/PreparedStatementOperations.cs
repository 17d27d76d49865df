using BiPipeline.Toolkit.LocalAthena.Execution;

namespace BiPipeline.Toolkit.LocalAthena.Server;

/// <summary>The operations of prepared statements.</summary>
static class PreparedStatementOperations
{
    const int MaxPage = 50;

    internal static Task CreateAsync(JsonCall call)
    {
        var (name, sql) = (call.Required("StatementName"), call.Required("QueryStatement"));
        call.Client.Statements.Create(Group(call), name, sql, call.Text("Description"));
        return Task.CompletedTask;
    }

    internal static Task UpdateAsync(JsonCall call)
    {
        var (name, sql) = (call.Required("StatementName"), call.Required("QueryStatement"));
        call.Client.Statements.Update(Group(call), name, sql, call.Text("Description"));
        return Task.CompletedTask;
    }

    internal static Task DeleteAsync(JsonCall call)
    {
        call.Client.Statements.Delete(Group(call), call.Required("StatementName"));
        return Task.CompletedTask;
    }

    internal static Task GetAsync(JsonCall call)
    {
        var group = Group(call);
        call.Json.WritePropertyName("PreparedStatement");
        Write(call, group, call.Client.Statements.Get(group, call.Required("StatementName")));
        return Task.CompletedTask;
    }

    internal static Task BatchGetAsync(JsonCall call)
    {
        var group = Group(call);
        var found = call.Texts("PreparedStatementNames").Select(name => (name, call.Client.Statements.Find(group, name))).ToArray();
        call.Json.WriteStartArray("PreparedStatements");
        foreach (var (_, statement) in found)
        {
            if (statement is not null) { Write(call, group, statement); }
        }
        call.Json.WriteEndArray();
        call.Json.WriteStartArray("UnprocessedPreparedStatementNames");
        foreach (var (name, statement) in found)
        {
            if (statement is not null) { continue; }
            call.Json.WriteStartObject();
            call.Json.WriteString("StatementName", name);
            call.Json.WriteString("ErrorCode", "STATEMENT_NOT_FOUND");
            call.Json.WriteString("ErrorMessage", $"PreparedStatement {name} was not found in workGroup {group}");
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Task.CompletedTask;
    }

    internal static Task ListAsync(JsonCall call)
    {
        call.WritePage("PreparedStatements", call.Client.Statements.List(Group(call)), statement => statement.Name, MaxPage, statement =>
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("StatementName", statement.Name);
            call.WriteTime("LastModifiedTime", statement.Modified);
            call.Json.WriteEndObject();
        });
        return Task.CompletedTask;
    }

    static string Group(JsonCall call) => call.Client.WorkGroups.Get(call.Required("WorkGroup")).Name;

    static void Write(JsonCall call, string group, NamedStatement statement)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("StatementName", statement.Name);
        call.Json.WriteString("QueryStatement", statement.Sql);
        call.Json.WriteString("WorkGroupName", group);
        if (statement.Description is { } description) { call.Json.WriteString("Description", description); }
        call.WriteTime("LastModifiedTime", statement.Modified);
        call.Json.WriteEndObject();
    }
}
