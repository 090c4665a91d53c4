using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.Roles;

/// <summary>The roles that each tenant begins with, and the templates of the role page (production-domain 11).</summary>
internal static class BuiltInRoles
{
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
        new(tenantId, "PRODUCTION", "生产人员", DataScope.Team, Production),
        new(tenantId, "FINANCE", "财务人员", DataScope.All, Finance),
        new(tenantId, "USER", "普通用户", DataScope.Own, Everyone),
    ];
}
