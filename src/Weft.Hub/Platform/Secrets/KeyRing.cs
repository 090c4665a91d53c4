using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Secrets;

/// <summary>A key of ASP.NET Core's data protection, sealed by the master key: all nodes read each other's cookies.</summary>
internal sealed class ProtectionKey : IPlatformWide
{
    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("protection_keys");
        builder.HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(100);
    }
}

/// <summary>
/// Keeps the keys in the database. The framework's interface is synchronous and asks once a day, at most; so this has a connection of its own and blocks on it,
/// and does not go through the shared commits, which are waited for. Keys are made when the Hub starts, never inside a unit of work.
/// </summary>
internal sealed class KeyRing(HubDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.NewConnection();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select xml from protection_keys order by name";
        using var reader = command.ExecuteReader();
        List<XElement> keys = [];
        while (reader.Read())
        {
            keys.Add(XElement.Parse(reader.GetString(0)));
        }
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.NewConnection();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "insert into protection_keys (name, xml) values (@name, @xml) on conflict (name) do update set xml = excluded.xml";
        foreach (var (name, value) in new[] { ("name", friendlyName), ("xml", element.ToString(SaveOptions.DisableFormatting)) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        command.ExecuteNonQuery();
    }
}

/// <summary>Seals the secret part of a key with the master key (app-store 6.3).</summary>
internal sealed class KeySealer(SecretBox box) : IXmlEncryptor
{
    internal const string Table = "protection_keys";
    internal const string Column = "xml";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var sealedKey = box.Seal(new SecretText(plaintextElement.ToString(SaveOptions.DisableFormatting)), Table, Column, rowId: 0);
        return new EncryptedXmlInfo(new XElement("sealedKey", Convert.ToBase64String(sealedKey)), typeof(KeyOpener));
    }
}

/// <summary>Opens what <see cref="KeySealer"/> sealed. Stored keys carry this type's name: renaming it would make them unreadable.</summary>
internal sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var box = services.GetRequiredService<SecretBox>();
        return XElement.Parse(box.Open(Convert.FromBase64String(encryptedElement.Value), KeySealer.Table, KeySealer.Column, rowId: 0).Reveal());
    }
}

internal static class KeyRingSetup
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("weft");
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeySealer>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<KeyRing>();
            options.XmlEncryptor = provider.GetRequiredService<KeySealer>();
        }));
        return services;
    }
}
