using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>
/// Lets the operator and the jobs, who stand outside any tenant, work inside one: in a scope of its own, with the tenant entered and the same actor, so that the
/// tenant's commands, filters and guards are exactly those of its own people.
/// </summary>
internal sealed class StoreScopes(IServiceScopeFactory scopes, Actor actor)
{
    public async Task<T> InTenantAsync<T>(long tenantId, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        var acting = scope.ServiceProvider.GetRequiredService<Actor>();
        if (actor.UserId is { } user)
        {
            acting.BecomeUser(user, actor.Name, actor.Address);
        }
        else
        {
            acting.BecomeJob(actor.Name);
        }
        return await work(scope.ServiceProvider);
    }
}
