using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>创建 and 编辑应用 (console-pages 4.2). Creating answers with the secrets, which are shown next.</summary>
public sealed partial class CredentialFormDialog
{
    private static readonly string[] Scopes = ["OWN", "TENANT_OPENAPI", "TENANT_ALL"];
    private static readonly string[] Statuses = ["pending", "production", "completed", "cancelled", "scrapped"];

    private bool wasOpen;
    private string? name;
    private string? type;
    private string? callbackUrl;
    private string? externalApiUrl;
    private int? quota;
    private DateTime? expires;
    private DateTime? expiredBefore;
    private string? scope;
    private HashSet<string> events = [];
    private string? networks;
    private bool requiresV2;
    private string? remark;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    /// <summary>What is edited; null creates.</summary>
    [Parameter]
    public CredentialAnswer? App { get; set; }

    [Parameter]
    public IReadOnlyList<AppTypeAnswer> Types { get; set; } = [];

    [Parameter]
    public EventCallback<CredentialAnswer> Saved { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>What is edited was changed by someone else.</summary>
    [Parameter]
    public EventCallback Reload { get; set; }

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    private int MaxQuota => Types.FirstOrDefault(t => t.AppType == (App?.AppType ?? type))?.MaxDailyQuota ?? 0;

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
        {
            (name, callbackUrl, externalApiUrl, remark) = (App?.AppName, App?.CallbackUrl, App?.ExternalApiUrl, App?.Remark);
            type = App?.AppType ?? Types.FirstOrDefault(t => t.CanCreate)?.AppType;
            quota = App?.DailyQuota;
            expires = expiredBefore = App?.ExpireTime is { } end ? new DateTime(end.Year, end.Month, end.Day, end.Hour, end.Minute, 0, DateTimeKind.Unspecified) : null;
            scope = App?.OrderScope ?? "";
            networks = App is null ? null : string.Join('\n', App.IpAllowList);
            requiresV2 = App?.RequireV2Signature ?? false;
            events = FilterOf(App?.ConfigJson) ?? ["completed"];
        }
        wasOpen = Open;
    }

    private void Toggle(string status, bool wanted) => _ = wanted ? events.Add(status) : events.Remove(status);

    private async Task<Refusal?> SaveAsync()
    {
        var answer = await Calls.RunAsync(["MENU_TENANT_APP_MANAGE"], call => App is null
            ? CreateCredential.HandleAsync(FormOf(call.User.TimeZone), call.Context, call.Get<CreateCredential>(), call.Get<CredentialForm>(), call.Get<CredentialView>(), call.Stopped)
            : UpdateCredential.HandleAsync(App.Id, FormOf(call.User.TimeZone), call.Get<UpdateCredential>(), call.Get<CredentialForm>(), call.Get<CredentialView>(), call.Stopped));
        if (answer.Refusal is null)
        {
            await Saved.InvokeAsync(answer.Value);
        }
        return answer.Refusal;
    }

    private Fields FormOf(string timeZone) => PageCalls.Form(new
    {
        version = App?.Version,
        appName = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
        appType = App is null ? type : null,
        // An emptied box switches pushing off; nothing to switch off in a new one.
        callbackUrl = App is null && string.IsNullOrWhiteSpace(callbackUrl) ? null : callbackUrl?.Trim() ?? "",
        externalApiUrl = App is null && string.IsNullOrWhiteSpace(externalApiUrl) ? null : externalApiUrl?.Trim() ?? "",
        dailyQuota = quota == App?.DailyQuota ? null : quota,
        expireTime = expires is { } end && expires != expiredBefore ? Moment(end, timeZone) : null,
        orderScope = string.IsNullOrEmpty(scope) ? null : scope,
        ipAllowList = (networks ?? "").Split(['\n', ',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        requireV2Signature = requiresV2,
        remark = remark ?? "",
        configJson = (App?.AppType ?? type) == "ORDER_SYNC" ? ConfigWith(App?.ConfigJson) : null,
    });

    /// <summary>What else the configuration holds stays.</summary>
    private JsonObject ConfigWith(JsonElement? config)
    {
        var all = config is { ValueKind: JsonValueKind.Object } known ? JsonObject.Create(known)! : [];
        all["eventFilter"] = new JsonArray([.. Statuses.Where(events.Contains).Select(s => (JsonNode)s)]);
        return all;
    }

    private static HashSet<string>? FilterOf(JsonElement? config) =>
        config is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("eventFilter", out var filter) && filter.ValueKind == JsonValueKind.Array
            ? [.. filter.EnumerateArray().Select(s => s.GetString()).OfType<string>()] : null;

    private static string Moment(DateTime local, string timeZone)
    {
        var zone = TenantTime.For(timeZone).Zone;
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
