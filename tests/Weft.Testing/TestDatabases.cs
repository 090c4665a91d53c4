namespace Weft.Testing;

/// <summary>The databases the tests run on.</summary>
public static class TestDatabases
{
    /// <summary>The embedded database; always there.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>PostgreSQL, when <c>WEFT_TEST_POSTGRES</c> names a server.</summary>
    public const string Postgres = "postgres";

    /// <summary>A superuser's connection to a throw-away PostgreSQL server, or null.</summary>
    internal static string? PostgresServer =>
        Environment.GetEnvironmentVariable("WEFT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>
    /// The providers to run a test on. With xunit: <c>public static TheoryData&lt;string&gt; Providers => new(TestDatabases.Providers());</c>
    /// </summary>
    public static IEnumerable<string> Providers() => PostgresServer is null ? [Sqlite] : [Sqlite, Postgres];
}
