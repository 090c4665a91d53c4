using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Platform.Persistence;

/// <summary>Settings of section <c>Database</c> (running 2).</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>sqlite</c> (one node) or <c>postgres</c> (any number of nodes). Default: sqlite.</summary>
    [RegularExpression("^(sqlite|postgres)$", ErrorMessage = "Database:Provider must be sqlite or postgres.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>
    /// Connection string. Default for sqlite: <c>weft.db</c> in the data folder. Required for postgres, where encryption by Kerberos is asked for only if it
    /// has <c>GSS Encryption Mode</c>.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>PostgreSQL: the connection that owns the tables and migrates them, where it is another one than the Hub works with. Default: the same login.</summary>
    public string OwnerConnectionString { get; set; } = "";

    /// <summary>PostgreSQL: the role that the Hub works as; it does not own the tables, so row-level security binds it. Default: weft_app.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "Database:ApplicationRole must be a plain lower-case role name.")]
    public string ApplicationRole { get; set; } = "weft_app";

    /// <summary>Bring the database up to date when the Hub starts. Default: true; with false, <c>Weft.Hub migrate</c> does it.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>PostgreSQL: how many transactions of this node collect concurrent writers, each for other tenants. 1 to 32, default 4.</summary>
    [Range(1, 32)]
    public int WriteLanes { get; set; } = 4;

    /// <summary>Most units of work that share one commit. 1 to 1,000, default 128.</summary>
    [Range(1, 1000)]
    public int UnitsPerCommit { get; set; } = 128;

    internal bool IsPostgres => Provider == "postgres";
}
