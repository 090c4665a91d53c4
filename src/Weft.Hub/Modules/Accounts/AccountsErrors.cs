using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts;

internal static class AccountsErrors
{
    // One text for an unknown user and for a wrong password: it must not tell which user names exist.
    public static readonly Refusal WrongPassword = new("LOGIN_FAILED", RefusalKind.Unauthenticated, "用户名或密码错误");
    public static readonly Refusal Locked = new("LOGIN_LOCKED", RefusalKind.TooMany, "密码错误次数过多，请稍后再试");
    public static readonly Refusal UserInactive = new("USER_INACTIVE", RefusalKind.Forbidden, "账号已停用，请联系管理员");
    public static readonly Refusal UserNotApproved = new("USER_NOT_APPROVED", RefusalKind.Forbidden, "账号尚未通过审批");
    public static readonly Refusal TenantInactive = new("TENANT_DISABLED", RefusalKind.Forbidden, "企业账号已停用，请联系平台");
    public static readonly Refusal OldPasswordWrong = new("OLD_PASSWORD_WRONG", RefusalKind.Invalid, "当前密码错误");
    public static readonly Refusal LinkInvalid = new("LINK_INVALID", RefusalKind.Invalid, "链接无效或已过期，请联系管理员重新生成");
    public static readonly Refusal SetupDone = new("SETUP_DONE", RefusalKind.State, "平台管理员已存在");
    public static readonly Refusal SetupCodeWrong = new("SETUP_CODE_WRONG", RefusalKind.Forbidden, "初始化码错误；它在数据目录的 setup-code.txt 文件中");

    public static readonly Refusal UsernameTaken = new("USERNAME_TAKEN", RefusalKind.Conflict, "用户名“{0}”已被使用");
    public static readonly Refusal UserNotFound = new("USER_NOT_FOUND", RefusalKind.NotFound, "用户不存在");
    public static readonly Refusal AboveYou = new("ABOVE_YOU", RefusalKind.Forbidden, "该用户或角色拥有您没有的权限，您不能管理它");
    public static readonly Refusal NotYourself = new("NOT_YOURSELF", RefusalKind.Forbidden, "不能修改自己的角色、数据权限或状态");
    public static readonly Refusal OwnPassword = new("OWN_PASSWORD", RefusalKind.Forbidden, "不能重置自己的密码，请在个人中心修改密码");
    public static readonly Refusal LastAdministrator = new("LAST_ADMINISTRATOR", RefusalKind.State, "至少要保留一个启用的系统管理员");
    public static readonly Refusal NotPending = new("NOT_PENDING", RefusalKind.State, "该用户不在待审批状态");

    public static readonly Refusal RegistrationClosed = new("REGISTRATION_CLOSED", RefusalKind.Forbidden, "该企业未开放注册");

    public static readonly Refusal RoleNotFound = new("ROLE_NOT_FOUND", RefusalKind.NotFound, "角色不存在");
    public static readonly Refusal RoleTaken = new("ROLE_TAKEN", RefusalKind.Conflict, "角色编码“{0}”已被使用");
    public static readonly Refusal RoleInUse = new("ROLE_IN_USE", RefusalKind.State, "角色正被 {0} 个用户使用，不能删除或停用");
    public static readonly Refusal RoleFixed = new("ROLE_FIXED", RefusalKind.State, "系统管理员角色不能修改或删除");

    public static readonly Refusal DictNotFound = new("DICT_NOT_FOUND", RefusalKind.NotFound, "字典项不存在");
    public static readonly Refusal DictTaken = new("DICT_TAKEN", RefusalKind.Conflict, "字典编码“{0}”已存在");

    public static readonly Refusal TenantNotFound = new("TENANT_NOT_FOUND", RefusalKind.NotFound, "企业不存在");
    public static readonly Refusal TenantTaken = new("TENANT_TAKEN", RefusalKind.Conflict, "企业编码“{0}”已被使用");
    public static readonly Refusal SettingUnknown = new("SETTING_UNKNOWN", RefusalKind.NotFound, "没有这个个人设置，请检查名称");
    public static readonly Refusal NoticeNotFound = new("NOTICE_NOT_FOUND", RefusalKind.NotFound, "通知不存在");
}
