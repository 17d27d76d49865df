using System.Reflection;
using BiPipeline.Toolkit.AthenaSql;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>Checks that an independent grammar accepts the statements that this parser accepts: those of these tests, and stored views.</summary>
public sealed class GrammarTests
{
    static string[] Accepted { get; } =
    [
        .. Data(typeof(TrinoExpressionTests), nameof(TrinoExpressionTests.Select_Expression_ReturnsTrinosValue)).Select(expression => $"SELECT {expression}"),
        .. Data(typeof(TrinoQueryTests), nameof(TrinoQueryTests.Select_Query_ReturnsTrinosRows)),
        .. Data(typeof(ViewTests), nameof(ViewTests.Format_AQuery_RoundTrips)),
    ];

    static IEnumerable<string> Data(Type type, string method) =>
        type.GetMethod(method)!.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.GetData(null!).Single()[0]);

    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task AcceptedStatements_PassTrinosGrammar() => await PassAsync(Accepted);

    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task FormattedStatements_PassTrinosGrammar() =>
        // A quantified comparison in parentheses is not in that grammar, but in Trino's.
        await PassAsync([.. Accepted.Select(sql => SqlFormatter.Format(SqlParser.ParseQuery(sql))).Where(sql => !sql.Contains(">= ALL (", StringComparison.Ordinal) && !sql.Contains("= ANY (", StringComparison.Ordinal))]);

    [RequiresFact(Need.SqlGrammar)]
    [Trait("Category", "Slow")]
    public async Task MutatedStatements_ThatTheGrammarRefuses_Throw()
    {
        // Seeded, so that a failure is repeatable.
        var random = new Random(20261122);
        var mutants = Accepted.SelectMany(sql => Enumerable.Range(0, 4).Select(_ => Mutate(sql, random))).ToArray();

        var theirs = await SqlGrammar.ValidateAsync("trino", mutants);

        mutants.Zip(theirs).Where(pair => pair.Second.Length > 0 && IsAccepted(pair.First)).Select(pair => $"{pair.First}: {pair.Second[0]}").ShouldBeEmpty();
        theirs.Count(errors => errors.Length > 0).ShouldBeGreaterThan(mutants.Length / 2);
    }

    static string Mutate(string sql, Random random)
    {
        var tokens = SqlTokenizer.Tokenize(sql, SqlDialect.Trino).SkipLast(1).Select(token => sql[token.Start..token.End]).ToList();
        var (first, second) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(3))
        {
            case 0:
                tokens.RemoveAt(first);
                break;
            case 1:
                tokens.Insert(first, tokens[second]);
                break;
            default:
                (tokens[first], tokens[second]) = (tokens[second], tokens[first]);
                break;
        }
        return string.Join(' ', tokens);
    }

    static bool IsAccepted(string sql)
    {
        try
        {
            SqlParser.ParseQuery(sql);
            return true;
        }
        catch (LocalAthenaQueryException)
        {
            return false;
        }
    }

    static async Task PassAsync(string[] statements)
    {
        statements.Length.ShouldBeGreaterThan(200);

        var errors = await SqlGrammar.ValidateAsync("trino", statements);

        statements.Zip(errors).Where(pair => pair.Second.Length > 0).Select(pair => $"{pair.First}: {pair.Second[0]}").ShouldBeEmpty();
    }
}
