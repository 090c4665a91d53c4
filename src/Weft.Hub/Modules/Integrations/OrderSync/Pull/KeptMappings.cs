using System.Text;
using System.Text.Json;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>Which of a credential's fields a person took last for each of ours; an empty text where he took none.</summary>
internal sealed record KeptMapping(long Credential, IReadOnlyDictionary<string, string> Fields);

/// <summary>What a person chose when he imported: the next rows of the same customer come up with it. The mappings used longest ago give way when there is no more room.</summary>
internal sealed record KeptMappings(IReadOnlyList<KeptMapping> Mappings)
{
    public const string SettingName = "pull.mapping";

    /// <summary>As much as a setting holds.</summary>
    private const int MaxBytes = 4096;

    public static async Task<KeptMappings> ReadAsync(IUserSettings settings, SignedInUser user, CancellationToken ct) =>
        (await settings.ReadAsync(user, SettingName, ct))?.Deserialize<KeptMappings>(EnvelopeWriter.Json) ?? new KeptMappings([]);

    /// <summary>The fields chosen for that credential, or null.</summary>
    public IReadOnlyDictionary<string, string>? Of(long credential) => Mappings.FirstOrDefault(m => m.Credential == credential)?.Fields;

    /// <summary>Keeps the choice; the same one again changes nothing.</summary>
    public Task<Refusal?> WriteAsync(long credential, IReadOnlyDictionary<string, string> fields, IUserSettings settings, SignedInUser user, CancellationToken ct)
    {
        List<KeptMapping> kept = [new(credential, fields), .. Mappings.Where(m => m.Credential != credential)];
        while (kept.Count > 0)
        {
            var value = JsonSerializer.SerializeToElement(new KeptMappings(kept), EnvelopeWriter.Json);
            if (Encoding.UTF8.GetByteCount(value.GetRawText()) <= MaxBytes)
            {
                return settings.WriteAsync(user, SettingName, value, ct);
            }
            kept.RemoveAt(kept.Count - 1);
        }
        return Task.FromResult<Refusal?>(null);
    }
}
