using System.Text.Json;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Shows credentials of the tenant in scope, with what the doors know of them.</summary>
internal sealed class CredentialView(StoreTenant tenant, TimeProvider clock, IEnumerable<IAppType> types, CredentialFigures figures)
{
    public async Task<CredentialAnswer> OfAsync(TenantApp credential, CancellationToken ct) => (await OfAsync([credential], ct))[0];

    public async Task<CredentialAnswer[]> OfAsync(IReadOnlyCollection<TenantApp> credentials, CancellationToken ct)
    {
        var time = (await tenant.GetAsync(ct)).Time;
        var known = await figures.ForAsync(credentials, ct);
        var now = clock.UtcNow();
        return [.. credentials.Select(c => Show(c, known, time, now))];
    }

    /// <summary>The one answer that shows secrets; nobody between here and the person may keep it.</summary>
    public async Task<CredentialAnswer> WithSecretsAsync(HttpContext context, TenantApp credential, CredentialSecrets secrets, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = await OfAsync(credential, ct);
        return answer with
        {
            AppSecret = secrets.AppSecret?.Reveal() ?? answer.AppSecret,
            CallbackSecret = secrets.CallbackSecret?.Reveal() ?? answer.CallbackSecret,
        };
    }

    private CredentialAnswer Show(TenantApp app, CredentialFigures.Known known, TenantTime time, DateTime now)
    {
        var usage = known.UsageOf(app.Id);
        return new CredentialAnswer
        {
            Id = app.Id,
            AppName = app.AppName,
            AppType = app.AppType,
            AppTypeName = types.FirstOrDefault(t => t.Code == app.AppType)?.Name ?? app.AppType,
            AppKey = app.AppKey,
            AppSecret = Masked(app.SecretHint),
            SecretHint = app.SecretHint,
            SecretPending = app.SecretPending,
            PreviousSecretUntil = app.PreviousSecretUntil > now ? time.Local(app.PreviousSecretUntil) : null,
            CallbackSecret = Masked(app.CallbackSecretShown ? app.CallbackSecretHint : null),
            Status = app.StatusAt(now).Spelled(),
            DisabledBy = app.DisabledBy?.Spelled(),
            DisabledReason = app.DisabledReason,
            CallbackUrl = app.CallbackUrl,
            ExternalApiUrl = app.ExternalApiUrl,
            Configured = app.CallbackUrl is not null || app.ExternalApiUrl is not null,
            ConfigJson = app.ConfigJson is { } config ? JsonElement.Parse(config) : null,
            OrderScope = app.OrderScope.Spelled(),
            RequireV2Signature = app.RequireV2Signature,
            IpAllowList = app.IpAllowList,
            DailyQuota = app.DailyQuota,
            DailyUsed = usage.DailyUsed,
            TotalCalls = usage.TotalCalls,
            LastCallTime = time.Local(usage.LastCallTime),
            PushHealth = app.CallbackUrl is null ? null : known.Failing.Contains(app.Id) ? "FAILING" : "OK",
            ExpireTime = time.Local(app.ExpireTime),
            SubscriptionId = app.SubscriptionId,
            Source = app.Source.Spelled(),
            IsTrial = app.IsTrial,
            Remark = app.Remark,
            CreatedBy = app.CreatedById,
            CreatedByName = app.CreatedByName,
            CreateTime = time.Local(app.CreateTime),
            UpdateTime = time.Local(app.UpdateTime),
            Version = app.Version,
        };
    }

    private static string? Masked(string? hint) => hint is null ? null : "****" + hint;
}
