using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Platform.Hosting.Checks;

/// <summary>The master key is there, is one, and opens what this database keeps sealed (app-store 6.3): the session keys, which every served Hub has.</summary>
internal sealed class MasterKeyCheck(HubDatabase database, IServiceProvider services) : IInstallationCheck
{
    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken ct)
    {
        SecretBox? box = null;
        string? failure = null;
        try
        {
            box = services.GetRequiredService<SecretBox>();
        }
        catch (OptionsValidationException invalid)
        {
            failure = string.Join("; ", StartPhase.SettingProblems(invalid));
        }
        if (box is null)
        {
            yield return new Finding("master key", failure!, "give Secrets:MasterKey, best as the environment variable Weft__Secrets__MasterKey; make one with: openssl rand -base64 32");
            yield break;
        }
        var (opened, sealedElsewhere) = await OpenAsync(box, ct);
        yield return sealedElsewhere > 0
            ? new Finding("master key", $"{sealedElsewhere} stored secret(s) were sealed with another key",
                "give the key that was used before: as Secrets:MasterKey, or, after a change of keys, in Secrets:PreviousMasterKeys")
            : new Finding("master key", opened > 0 ? $"it opens what is stored ({opened} looked at)" : "it is well formed; nothing is sealed yet");
    }

    private async Task<(int Opened, int Failed)> OpenAsync(SecretBox box, CancellationToken ct)
    {
        var (opened, failed) = (0, 0);
        try
        {
            await using var connection = database.NewConnection();
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"select xml from {KeySealer.Table}";
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                foreach (var sealedKey in XElement.Parse(reader.GetString(0)).Descendants("sealedKey"))
                {
                    try
                    {
                        _ = box.Open(Convert.FromBase64String(sealedKey.Value), KeySealer.Table, KeySealer.Column, rowId: 0);
                        opened++;
                    }
                    catch (CryptographicException)
                    {
                        failed++;
                    }
                }
            }
        }
        catch (DbException)
        {
            // No database or no table yet: the database's own lines say so.
        }
        return (opened, failed);
    }
}
