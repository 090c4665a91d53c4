using Microsoft.Extensions.Options;
using Npgsql;
using Weft.Hub.Platform.Persistence;
using Xunit;

namespace Weft.Hub.Tests.Platform.Persistence;

/// <summary>How connections to PostgreSQL are made of the settings.</summary>
public sealed class HubDatabaseTests
{
    [Theory]
    [InlineData("", GssEncryptionMode.Disable)]
    [InlineData(";GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData(";Gss Encryption Mode=Require", GssEncryptionMode.Require)]
    public void Encryption_by_Kerberos_is_for_who_names_it(string given, GssEncryptionMode expected)
    {
        var settings = new DatabaseOptions { Provider = "postgres", ConnectionString = "Host=db;SSL Mode=VerifyFull" + given, OwnerConnectionString = "Host=db;Username=owner" + given };
        var database = new HubDatabase(Options.Create(settings), new DataFolder(Path.GetTempPath()));
        NpgsqlConnectionStringBuilder[] made = [new(database.ConnectionString), new(database.OwnerConnectionString)];
        Assert.All(made, connection => Assert.Equal(expected, connection.GssEncryptionMode));
        Assert.Equal((SslMode.VerifyFull, "owner"), (made[0].SslMode, made[1].Username));
    }
}
