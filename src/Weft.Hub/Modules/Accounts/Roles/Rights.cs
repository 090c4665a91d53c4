using System.Collections.Frozen;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Accounts.Roles;

/// <summary>What a user may do and see, and whom he may manage.</summary>
internal static class Rights
{
    /// <summary>An external factory's account has no finance and no app store, whatever its role says (production-domain 2).</summary>
    private static readonly string[] NotForFactories = ["MENU_FINANCE", "FINANCE_", "MENU_APP_", "MENU_TENANT_APP"];

    public static IReadOnlySet<string> Of(User user, Role? role, ModuleCatalogue catalogue) =>
        (role?.Codes(catalogue) ?? [])
        .Where(code => user.FactoryId is null || !NotForFactories.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Administrators see all of their tenant (production-domain 2).</summary>
    public static DataScope ScopeOf(User user, Role? role) => user.IsOperator || role?.IsAdministrator == true ? DataScope.All : user.DataScope;

    /// <summary>Nobody gives, or manages who has, what he does not have himself. A code that no module of this build knows opens nothing and is not asked for.</summary>
    public static bool Covers(SignedInUser editor, Role? role, DataScope scope, ModuleCatalogue catalogue)
    {
        var held = role is null ? [] : role.IsAdministrator ? catalogue.Permissions.Select(p => p.Code) : catalogue.Permissions.Select(p => p.Code).Intersect(role.Permissions);
        // Whatever is written beside it, an administrator sees all.
        return (role?.IsAdministrator == true ? DataScope.All : scope) <= editor.DataScope && held.All(editor.May);
    }

    /// <summary>The same for an account: a factory's account manages those of its own factory only.</summary>
    public static bool Covers(SignedInUser editor, Role? role, DataScope scope, long? factoryId, ModuleCatalogue catalogue) =>
        (editor.FactoryId is null || editor.FactoryId == factoryId) && Covers(editor, role, scope, catalogue);
}
