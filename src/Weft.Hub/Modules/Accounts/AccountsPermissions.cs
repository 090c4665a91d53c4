using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Accounts;

/// <summary>The codes of 系统管理 (production-domain 11, console-pages 1).</summary>
internal static class AccountsPermissions
{
    public static readonly IReadOnlyList<Permission> All =
    [
        new("MENU_DASHBOARD", "数据面板", "MENU", Path: "/dashboard", Sort: 1),
        new("DATA_EXPORT", "导出数据", "BUTTON", Sort: 2),
        new("MENU_USER", "人员管理", "MENU", Path: "/system/user", Sort: 810),
        new("USER_CREATE", "新增人员", "BUTTON", "MENU_USER", Sort: 811),
        new("USER_EDIT", "编辑人员", "BUTTON", "MENU_USER", Sort: 812),
        new("USER_DISABLE", "停用/启用人员", "BUTTON", "MENU_USER", Sort: 813),
        new("USER_RESET_PASSWORD", "重置密码", "BUTTON", "MENU_USER", Sort: 814),
        new("MENU_USER_APPROVAL", "用户审批", "MENU", Path: "/system/user-approval", Sort: 820),
        new("USER_APPROVE", "批准/拒绝用户", "BUTTON", "MENU_USER_APPROVAL", Sort: 821),
        new("MENU_ROLE", "角色管理", "MENU", Path: "/system/role", Sort: 830),
        new("ROLE_CREATE", "新增角色", "BUTTON", "MENU_ROLE", Sort: 831),
        new("ROLE_EDIT", "编辑角色", "BUTTON", "MENU_ROLE", Sort: 832),
        new("ROLE_GRANT", "权限授权", "BUTTON", "MENU_ROLE", Sort: 833),
        new("ROLE_DELETE", "删除角色", "BUTTON", "MENU_ROLE", Sort: 834),
        new("MENU_DICT", "字典管理", "MENU", Path: "/system/dict", Sort: 850),
        new("MENU_LOGIN_LOG", "系统日志", "MENU", Path: "/system/logs", Sort: 860),
        new("TENANT_SETTINGS", "企业设置", "BUTTON", Sort: 870),
    ];
}
