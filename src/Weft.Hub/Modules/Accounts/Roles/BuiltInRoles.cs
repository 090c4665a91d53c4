using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Accounts.Roles;

/// <summary>A set of permissions that is usual for a kind of work.</summary>
internal sealed record RoleTemplate(string Code, string Name, IReadOnlyList<string> Permissions);

/// <summary>The roles that each tenant begins with, and the templates of the role page (production-domain 11).</summary>
internal static class BuiltInRoles
{
    private const string AdministratorName = "系统管理员";
    private const string ProductionName = "生产人员";
    private const string FinanceName = "财务人员";
    private const string EveryoneName = "普通用户";

    private static readonly string[] Everyone = ["MENU_DASHBOARD", "MENU_STYLE_INFO"];

    /// <summary>Menus, and the buttons of daily work; what the domain calls a supervisor's buttons the tenant gives out itself.</summary>
    private static readonly string[] Production =
    [
        .. Everyone, "MENU_PRODUCTION_ORDER_VIEW", "MENU_CUTTING", "MENU_WAREHOUSE_VIEW", "MENU_FINISHED_GOODS_VIEW",
        "ORDER_CREATE", "ORDER_EDIT", "CUTTING_CREATE", "CUTTING_EDIT", "CUTTING_SCAN", "PROGRESS_SCAN", "WAREHOUSING_CREATE", "WAREHOUSING_EDIT", "OUTSTOCK_CREATE", "OUTSTOCK_EDIT",
    ];

    private static readonly string[] Finance = [.. Everyone, "MENU_FINANCE_VIEW", "FINANCE_RECON_EDIT"];

    /// <summary>The administrator first.</summary>
    public static IReadOnlyList<Role> For(long tenantId) =>
    [
        Role.Administrator(tenantId),
        new(tenantId, "PRODUCTION", ProductionName, DataScope.Team, Production),
        new(tenantId, "FINANCE", FinanceName, DataScope.All, Finance),
        new(tenantId, "USER", EveryoneName, DataScope.Own, Everyone),
    ];

    /// <summary>The quick templates of 权限授权, as the roles that they are named after begin; what a build does not know is left out.</summary>
    public static IReadOnlyList<RoleTemplate> Templates(ModuleCatalogue catalogue)
    {
        var known = catalogue.Permissions.Select(p => p.Code).ToList();
        return
        [
            new("ADMIN", AdministratorName, known), new("PRODUCTION", ProductionName, [.. known.Intersect(Production)]), new("FINANCE", FinanceName, [.. known.Intersect(Finance)]),
            new("USER", EveryoneName, [.. known.Intersect(Everyone)]),
        ];
    }
}
