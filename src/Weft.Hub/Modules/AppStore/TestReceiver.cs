using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore;

/// <summary>
/// 测试接收器: a callback address inside the Hub, so that a person sees pushes arrive before there is a receiver. Nothing is called: whoever sends to it answers
/// in its place, so the rules for outside addresses stay as they are.
/// </summary>
public sealed class TestReceiver
{
    /// <summary>The address, in place of a URL; its query says with which status it answers.</summary>
    public const string Address = "weft-test://receiver";

    private const string Before = "callbackBeforeTest";

    private readonly HubDbContext db;
    private readonly UpdateCredential update;

    internal TestReceiver(HubDbContext db, UpdateCredential update) => (this.db, this.update) = (db, update);

    /// <summary>The statuses that it can answer with: delivered, tried again, given up.</summary>
    public static IReadOnlyList<int> Answers { get; } = [200, 500, 410];

    public static bool Is(string? callbackUrl) => callbackUrl?.StartsWith(Address, StringComparison.Ordinal) == true;

    /// <summary>The status that the address asks for.</summary>
    public static int AnswerOf(string callbackUrl)
    {
        ArgumentNullException.ThrowIfNull(callbackUrl);
        return int.TryParse(callbackUrl.Split("?answer=", 2) is [_, var text] ? text : "", CultureInfo.InvariantCulture, out var answer) && Answers.Contains(answer) ? answer : 200;
    }

    /// <summary>
    /// Sends the credential's pushes to the receiver, or with null back to the address that it had before. Repeating is safe. Refused like any change of a
    /// credential; not found when it is not the tenant's.
    /// </summary>
    public async Task<Result<bool>> SwitchAsync(long credentialId, int? answer, CancellationToken ct)
    {
        var now = await db.Set<TenantApp>().AsNoTracking().Where(a => a.Id == credentialId).Select(a => new { a.CallbackUrl, a.ConfigJson }).FirstOrDefaultAsync(ct);
        if (now is null)
        {
            return CommonErrors.NotFound;
        }
        var config = now.ConfigJson is { } known ? JsonNode.Parse(known)!.AsObject() : [];
        var callback = answer is { } wanted ? string.Create(CultureInfo.InvariantCulture, $"{Address}?answer={wanted}") : config[Before]?.GetValue<string>();
        if (answer is null)
        {
            config.Remove(Before);
        }
        else if (!Is(now.CallbackUrl) && now.CallbackUrl is { } own)
        {
            config[Before] = own;
        }
        if (answer is null && !Is(now.CallbackUrl))
        {
            return true;
        }
        var settings = new CredentialSettings { CallbackUrl = Change<string>.To(callback), ConfigJson = Change<string>.To(config.Count == 0 ? null : config.ToJsonString(EnvelopeWriter.Json)) };
        var changed = await update.RunAsync(credentialId, null, settings, null, ct);
        return changed.IsRefused(out var refusal) ? refusal : true;
    }
}
