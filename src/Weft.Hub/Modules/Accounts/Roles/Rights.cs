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

    /// <summary>Nobody gives, or manages who has, what he does not have himself.</summary>
    public static bool Covers(SignedInUser editor, Role? role, DataScope scope, ModuleCatalogue catalogue) =>
        scope <= editor.DataScope && (role is null || (role.Codes(catalogue).Concat(role.Permissions).All(editor.May) && (!role.IsAdministrator || catalogue.Permissions.All(p => editor.May(p.Code)))));
}
