using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Weft.Hub.Platform.Persistence;

/// <summary>Which database this node works on, and how connections to it are made.</summary>
public sealed class HubDatabase
{
    public HubDatabase(IOptions<DatabaseOptions> options, DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(folder);
        var settings = options.Value;
        IsPostgres = settings.IsPostgres;
        ApplicationRole = settings.ApplicationRole;
        if (IsPostgres)
        {
            if (settings.ConnectionString.Length == 0)
            {
                throw new OptionsValidationException(DatabaseOptions.Section, typeof(DatabaseOptions), ["Database:ConnectionString is required for postgres."]);
            }
            var app = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { IncludeErrorDetail = false };
            app.ApplicationName ??= "weft-hub";
            if (app.MaxPoolSize == 100)
            {
                app.MaxPoolSize = 60;
            }
            // The session starts in the application role, which owns nothing: row-level security binds it (openapi-gateway 10, layer 1d).
            app.Options = $"{app.Options} -c role={settings.ApplicationRole}".Trim();
            app.MaxAutoPrepare = 200;
            app.AutoPrepareMinUsages = 3;
            ConnectionString = WithoutUnaskedKerberos(app).ConnectionString;
            OwnerConnectionString = WithoutUnaskedKerberos(new(settings.OwnerConnectionString.Length > 0 ? settings.OwnerConnectionString : settings.ConnectionString)).ConnectionString;
        }
        else
        {
            var builder = new SqliteConnectionStringBuilder(
                settings.ConnectionString.Length > 0 ? settings.ConnectionString : $"Data Source={folder.File("weft.db")}")
            {
                ForeignKeys = true,
                DefaultTimeout = 30,
            };
            ConnectionString = OwnerConnectionString = builder.ConnectionString;
        }
    }

    /// <summary>
    /// Every connection would first ask for encryption by Kerberos: one more question to the server, and a library loaded for it. Who has Kerberos names it in
    /// the connection string; encryption by TLS is asked for as before.
    /// </summary>
    private static NpgsqlConnectionStringBuilder WithoutUnaskedKerberos(NpgsqlConnectionStringBuilder connection)
    {
        if (!connection.ShouldSerialize("GSS Encryption Mode"))
        {
            connection.GssEncryptionMode = GssEncryptionMode.Disable;
        }
        return connection;
    }

    public bool IsPostgres { get; }

    public string ApplicationRole { get; }

    /// <summary>For the Hub's own work.</summary>
    internal string ConnectionString { get; }

    /// <summary>For migrations.</summary>
    internal string OwnerConnectionString { get; }

    internal DbConnection NewConnection() => NewConnection(ConnectionString);

    internal DbConnection NewOwnerConnection() => NewConnection(OwnerConnectionString);

    private DbConnection NewConnection(string settings) => IsPostgres ? new NpgsqlConnection(settings) : new SqliteConnection(settings);

    internal void Configure(DbContextOptionsBuilder options)
    {
        if (IsPostgres)
        {
            options.UseNpgsql(ConnectionString);
        }
        else
        {
            options.UseSqlite(ConnectionString);
        }
    }

    /// <summary>True when the error says that a unique index already holds such a row.</summary>
    public static bool IsUniqueViolation(Exception error) => (error as DbUpdateException)?.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteExtendedErrorCode: 2067 or 1555 } => true,
        _ => false,
    };
}

/// <summary>The folder that holds what this node keeps on disk (<c>--data</c>).</summary>
public sealed class DataFolder(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string File(string name)
    {
        if (!Directory.Exists(Path))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else
            {
                // It holds what the tenants trust us with: for the user who runs the Hub, and nobody else.
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        return System.IO.Path.Combine(Path, name);
    }
}
