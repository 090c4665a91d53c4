using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Tests.Modules.Webhooks;

/// <summary>Where tests of webhooks get tenants, credentials and a signed-in user from. The one place that changes with those modules.</summary>
internal static class TestCredentials
{
    public const string Secret = "wh_Qm7Zp3Xc9Ld2RkAbCdEfGhIj";
    private static long next = Environment.TickCount64 * 1000;

    public static long NewTenant() => Interlocked.Increment(ref next);

    public static void Prepare(IServiceCollection services)
    {
        services.TryAddSingleton<CredentialDirectory>();
        services.TryAddSingleton<TenantDirectory>();
        services.TryAddScoped<Audit>();
        services.TryAddScoped<Notices>();
        services.RemoveAll<ISignIn>();
        services.AddScoped<ISignIn, HeaderSignIn>();
    }

    public static long Add(long tenant, Uri? url, OrderScope scope = OrderScope.TenantAll, string type = "ORDER_SYNC", string name = "下单对接")
    {
        var id = Interlocked.Increment(ref next);
        CredentialDirectory.All[id] = new CredentialSnapshot
        {
            Id = id,
            TenantId = tenant,
            AppName = name,
            AppType = type,
            AppKey = "os_" + RandomNumberGenerator.GetHexString(24, lowercase: true),
            AppSecret = new SecretText("Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE"),
            CallbackSecret = new SecretText(Secret),
            CallbackUrl = url?.AbsoluteUri,
            OrderScope = scope,
            DailyQuota = 0,
            IsTenantActive = true,
            IsEnabled = true,
            EntitledUntil = null,
            Time = TenantTime.For(null),
        };
        return id;
    }

    public static CredentialSnapshot Get(long id) => CredentialDirectory.All[id];

    public static void Change(long id, Func<CredentialSnapshot, CredentialSnapshot> change) => CredentialDirectory.All[id] = change(CredentialDirectory.All[id]);

    public static int Notices(long credential) => Hub.Modules.Accounts.Notices.All.Count(n => n.Once!.StartsWith($"push-failing:{credential}:", StringComparison.Ordinal));

    public static void SignIn(HttpRequestMessage request, long tenant) => request.Headers.Add("X-Test-Tenant", tenant.ToString(CultureInfo.InvariantCulture));

    private sealed class HeaderSignIn : ISignIn
    {
        public ValueTask<SignedInUser?> FindAsync(HttpContext context, CancellationToken ct) =>
            new(long.TryParse(context.Request.Headers["X-Test-Tenant"], out var tenant)
                ? new SignedInUser(1, tenant, "admin", "admin", DataScope.All, null, new HashSet<string> { "MENU_TENANT_APP_MANAGE" }, TenantTime.DefaultZone)
                : null);
    }
}
