using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>What a tenant's administrator may set where the platform has a say (app-store 6.1; S2).</summary>
/// <param name="App">The listing: the ceilings.</param>
/// <param name="IsTrial">A trial's quota is fixed.</param>
/// <param name="Quota">The quota as it is.</param>
/// <param name="Latest">Latest end: the credential's own, or its subscription's; null is without end.</param>
/// <param name="AllowsUnlimited">Whether this deployment sells unlimited calls.</param>
internal sealed record CredentialRules(StoreApp App, bool IsTrial, int Quota, DateTime? Latest, bool AllowsUnlimited)
{
    /// <summary>Every rule that the settings break, or null.</summary>
    public Refusal? Check(CredentialSettings settings, DateTime now)
    {
        List<FieldError> errors = [];
        if (settings.DailyQuota is { } quota && quota != Quota)
        {
            if (IsTrial)
            {
                errors.Add(new FieldError("dailyQuota", $"试用应用的日调用上限固定为 {Quota}，购买后可调整"));
            }
            else if (quota == 0 ? !AllowsUnlimited : quota > App.MaxDailyQuota)
            {
                errors.Add(new FieldError("dailyQuota", $"必须为 1 到 {App.MaxDailyQuota} 的整数"));
            }
        }
        if (settings.ClearsExpireTime && Latest is not null)
        {
            errors.Add(new FieldError("expireTime", "只有永久订阅的应用可以没有到期时间"));
        }
        if (settings.ExpireTime is { } end && end != Latest)
        {
            if (end > Latest)
            {
                errors.Add(new FieldError("expireTime", "到期时间只能提前，不能晚于当前到期时间；需要延长请续费"));
            }
            else if (end <= now)
            {
                errors.Add(new FieldError("expireTime", "必须晚于现在；要立即停止调用请停用应用"));
            }
        }
        return errors.Count > 0 ? Refusal.Invalid([.. errors]) : null;
    }
}
