using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>What a token says, once its signature, issuer and time are right.</summary>
internal sealed record TokenContent(long TenantId, long PartnerUserId);

/// <summary>Makes and reads tokens: JWT with HS512, 60 minutes, at most 518 characters (scm-partner-api 4.1).</summary>
internal sealed class PartnerTokens(TokenKeys keys, IOptions<PartnerApiOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private const int MaxLength = 518;
    private static readonly JsonWriterOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<string> IssueAsync(LivePartner partner, CancellationToken ct)
    {
        var key = await keys.CurrentAsync(ct);
        var header = Encoded(writer =>
        {
            writer.WriteString("kid", key.Kid);
            writer.WriteString("typ", "JWT");
            writer.WriteString("alg", "HS512");
        });
        var token = Signed(key, header, partner, partner.Facts.UserName);
        // A name that does not fit is replaced by the user's id.
        return token.Length <= MaxLength && Encoding.UTF8.GetByteCount(partner.Facts.UserName) <= 120
            ? token
            : Signed(key, header, partner, string.Create(CultureInfo.InvariantCulture, $"u:{partner.Facts.UserId}"));
    }

    /// <summary>The content, or null when anything about the token is wrong.</summary>
    public async Task<TokenContent?> ReadAsync(string token, CancellationToken ct)
    {
        if (token.Length > 2 * MaxLength || token.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }
        // HS512 and nothing else, whatever the token asks for.
        if (Json(header) is not { } head || Text(head, "alg") != "HS512" || Text(head, "kid") is not { } kid || await keys.FindAsync(kid, ct) is not { } key)
        {
            return null;
        }
        var right = HMACSHA512.HashData(key.Bytes, Encoding.ASCII.GetBytes(header + "." + payload));
        if (Bytes(signature) is not { } given || !CryptographicOperations.FixedTimeEquals(right, given) || Json(payload) is not { } content)
        {
            return null;
        }
        var isInTime = Number(content, "exp") is { } expires && DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(expires, 0, 253_402_300_000)) + Skew > clock.GetUtcNow();
        return isInTime && Text(content, "iss") == options.Value.Issuer && Number(content, "AD_Client_ID") is { } tenant && Number(content, "p") is { } user
            ? new TokenContent(tenant, user)
            : null;
    }

    private string Signed(TokenKey key, string header, LivePartner partner, string subject)
    {
        var payload = Encoded(writer =>
        {
            writer.WriteString("sub", subject);
            writer.WriteString("iss", options.Value.Issuer);
            writer.WriteNumber("AD_Client_ID", partner.TenantId);
            writer.WriteNumber("AD_Org_ID", partner.Facts.OrganisationId);
            writer.WriteNumber("AD_Role_ID", partner.Facts.RoleId);
            writer.WriteNumber("AD_User_ID", partner.Facts.UserId);
            writer.WriteString("AD_Language", partner.Language);
            writer.WriteNumber("exp", (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
            // Which account of which system: one hub user may stand behind several.
            writer.WriteNumber("p", partner.Facts.PartnerUserId);
        });
        var signature = HMACSHA512.HashData(key.Bytes, Encoding.ASCII.GetBytes(header + "." + payload));
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encoded(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Raw))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Base64Url.EncodeToString(buffer.ToArray());
    }

    private static byte[]? Bytes(string part)
    {
        if (!Base64Url.IsValid(part))
        {
            return null;
        }
        var bytes = Base64Url.DecodeFromChars(part);
        // One text for one token: other spellings of the same bytes are altered tokens.
        return Base64Url.EncodeToString(bytes) == part ? bytes : null;
    }

    private static JsonElement? Json(string part)
    {
        try
        {
            return Bytes(part) is { } bytes && JsonDocument.Parse(bytes).RootElement is { ValueKind: JsonValueKind.Object } root ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
