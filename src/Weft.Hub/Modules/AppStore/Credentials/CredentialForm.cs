using System.Net;
using System.Text;
using System.Text.Json;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Reads and checks what a person sets on a credential; both addresses go through the outbound rules (openapi-gateway 8).</summary>
internal sealed class CredentialForm(AddressRules addresses)
{
    private const int ConfigBytes = 16 * 1024;

    /// <summary>Reads every settable field; errors are kept in <paramref name="fields"/>.</summary>
    public async Task<CredentialSettings> ReadAsync(Fields fields, bool creates, CancellationToken ct) => new()
    {
        AppName = ReadName(fields, creates),
        CallbackUrl = await ReadAddressAsync(fields, "callbackUrl", ct),
        ExternalApiUrl = await ReadAddressAsync(fields, "externalApiUrl", ct),
        ConfigJson = ReadConfig(fields),
        OrderScope = fields.Choice<OrderScope>("orderScope"),
        RequireV2Signature = fields.Flag("requireV2Signature"),
        IpAllowList = ReadNetworks(fields),
        DailyQuota = (int?)fields.Integer("dailyQuota", 0, int.MaxValue),
        ExpireTime = fields.Instant("expireTime"),
        ClearsExpireTime = fields.IsNull("expireTime"),
        Remark = new Change<string>(fields.Has("remark"), fields.Text("remark", 500, min: 0, multiline: true)),
    };

    /// <summary>Only the two addresses, as the set-up wizards send them.</summary>
    public async Task<CredentialSettings> ReadAddressesAsync(Fields fields, CancellationToken ct) => new()
    {
        CallbackUrl = await ReadAddressAsync(fields, "callbackUrl", ct),
        ExternalApiUrl = await ReadAddressAsync(fields, "externalApiUrl", ct),
    };

    /// <summary>Names beginning with the marker of gateway orders would make rows look like what they are not (app-store 6.1, openapi-gateway 5.3).</summary>
    public static bool LooksLikeMarker(string name) =>
        name.Normalize(NormalizationForm.FormKC).TrimStart().StartsWith("OpenAPI-", StringComparison.OrdinalIgnoreCase);

    private static string? ReadName(Fields fields, bool required)
    {
        var name = fields.Text("appName", 64, required)?.Trim();
        if (name is not null && LooksLikeMarker(name))
        {
            fields.Fail("appName", "不能以 OpenAPI- 开头");
        }
        return name;
    }

    private async Task<Change<string>> ReadAddressAsync(Fields fields, string name, CancellationToken ct)
    {
        if (!fields.Has(name))
        {
            return default;
        }
        var text = fields.Text(name, 500, min: 0);
        if (string.IsNullOrWhiteSpace(text))
        {
            // An explicit null, or an emptied box, switches it off (G33).
            return Change<string>.To(null);
        }
        if (name == "callbackUrl" && TestReceiver.Is(text))
        {
            // Nothing outside is called, so there is nothing to check.
            return Change<string>.To($"{TestReceiver.Address}?answer={TestReceiver.AnswerOf(text)}");
        }
        var verdict = await addresses.CheckForSavingAsync(text, ct);
        foreach (var problem in verdict.Problems)
        {
            fields.Fail(name, problem);
        }
        return Change<string>.To(verdict.Uri?.AbsoluteUri);
    }

    private static Change<string> ReadConfig(Fields fields)
    {
        if (!fields.Has("configJson"))
        {
            return default;
        }
        if (fields.RawObject("configJson", ConfigBytes) is not { } config)
        {
            return Change<string>.To(null);
        }
        if (config.TryGetProperty("eventFilter", out var filter) && !IsListOfWords(filter))
        {
            fields.Fail("configJson.eventFilter", "必须为字符串数组，最多 20 项，每项 1 到 32 个字符");
        }
        return Change<string>.To(config.GetRawText());
    }

    private static bool IsListOfWords(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= 20
        && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: >= 1 and <= 32 });

    private static List<string>? ReadNetworks(Fields fields)
    {
        if (fields.IsNull("ipAllowList"))
        {
            return [];
        }
        if (fields.Texts("ipAllowList", 20, 50) is not { } texts)
        {
            return null;
        }
        List<string> networks = [];
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network.ToString());
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add($"{address}/{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)}");
            }
            else
            {
                fields.Fail($"ipAllowList[{i}]", $"“{text}”不是有效的 IP 或 CIDR，如 203.0.113.0/24");
            }
        }
        return networks;
    }
}
