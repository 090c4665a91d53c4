using Microsoft.AspNetCore.Identity;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Modules.Accounts.Dicts;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>Tenants, users, roles, sign-in, logs and notices (production-domain 2, 11; running 4).</summary>
public sealed class AccountsModule : IModule
{
    public string Name => "Accounts";

    public IEnumerable<Permission> Permissions => AccountsPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection(AccountsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<PasswordServices>();
        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<OpenSession>();
        services.AddSingleton<ConsoleSignIn>();
        services.AddSingleton<ISignIn>(provider => provider.GetRequiredService<ConsoleSignIn>());
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<TenantSettings>();
        services.AddScoped<Audit>();
        services.AddScoped<Management>();
        services.AddSeed<FirstRun>();
        services.AddDemoStep<DemoAccounts>();
        services.AddClockJob<SignInCleanupJob>("accounts-cleanup", TimeSpan.FromHours(1));
        services.AddSingleton<NoticeWords>();
        services.AddScoped(provider => new Notices(
            provider.GetRequiredService<HubDbContext>(), provider.GetRequiredService<TenantScope>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NoticeWords>()));
        services.AddScoped<DictEntries>();
        services.AddScoped<Console.IUserSettings, UserSettings>();
        services.AddSingleton(new Console.UserSettingName(NoticeGroups.SettingName));
        services.AddSingleton(p => new SecretHasher(p.GetRequiredService<IPasswordHasher<User>>()));
        services.AddScoped<AuditTrail>();
        services.AddScoped(p => new UserDirectory(p.GetRequiredService<HubDbContext>(), p.GetRequiredService<ModuleCatalogue>()));
        services.AddScoped(p => new PasswordConfirmation(
            p.GetRequiredService<PasswordCheck>(), p.GetRequiredService<SessionDirectory>(), p.GetRequiredService<HubDbContext>(), p.GetRequiredService<TimeProvider>()));
        services.AddScoped(p => new CreateTenant(
            p.GetRequiredService<HubDbContext>(), p.GetRequiredService<Passwords>(), p.GetRequiredService<Audit>(), p.GetRequiredService<TimeProvider>()));
        services.AddScoped(p => new CreateOperator(p.GetRequiredService<HubDbContext>(), p.GetRequiredService<Passwords>(), p.GetRequiredService<Audit>()));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        MapSignIn(routes.MapGroup("/api/auth").WithTags("登录"));
        MapUsers(routes.MapGroup("/api/system").WithTags("人员"));
        MapRoles(routes.MapGroup("/api/system").WithTags("角色"));
        MapDictsAndLogs(routes.MapGroup("/api/system").WithTags("系统"));
        MapOwn(routes.MapGroup("/api/system").WithTags("个人中心"));
        MapPlatform(routes.MapGroup("/api/platform/tenants").WithTags("平台"));
    }

    private static void MapSignIn(RouteGroupBuilder auth)
    {
        const string Door = "this is how one signs in";
        auth.MapPost("/login", Login.TokenAsync).ForAnyone(Door).Accepts<LoginRequest>("application/json").WithSummary("登录，取得令牌");
        auth.MapPost("/session", Login.BrowserAsync).ForAnyone(Door).Accepts<LoginRequest>("application/json").WithSummary("浏览器登录");
        auth.MapPost("/set-password", ChangePassword.ByLinkAsync).ForAnyone("needs the one-time token of a link").Accepts<SetPasswordRequest>("application/json").WithSummary("通过链接设置密码");
        auth.MapPost("/register", Register.HandleAsync).ForAnyone("the tenant lets people ask, and approves them").Accepts<RegisterRequest>("application/json").WithSummary("注册，等待审批");
        auth.MapPost("/setup", FirstRun.SetUpAsync).ForAnyone("needs the code in the data folder").Accepts<SetupRequest>("application/json").WithSummary("创建第一个平台管理员");
        auth.MapGet("/csrf", Login.Csrf).ForSignedIn().WithSummary("防跨站令牌");
        auth.MapGet("/me", Login.Me).ForSignedIn().WithSummary("当前用户");
        auth.MapPost("/logout", EndSession.ThisAsync).ForSignedIn().WithSummary("退出登录");
        auth.MapGet("/sessions", EndSession.ListAsync).ForSignedIn().WithSummary("登录设备");
        auth.MapPost("/sessions/end-others", EndSession.OthersAsync).ForSignedIn().WithSummary("退出其他设备");
        auth.MapPost("/password", ChangePassword.HandleAsync).ForSignedIn().Accepts<ChangePasswordRequest>("application/json").WithSummary("修改密码");
        auth.MapPost("/confirm", ChangePassword.ConfirmAsync).ForSignedIn().Accepts<ConfirmRequest>("application/json").WithSummary("再次确认密码");
    }

    private static void MapUsers(RouteGroupBuilder system)
    {
        system.MapGet("/users", ListUsers.HandleAsync).ForPermission("MENU_USER").WithSummary("人员列表");
        system.MapGet("/users/{id:long}", ListUsers.OneAsync).ForPermission("MENU_USER").WithSummary("人员详情");
        system.MapPost("/users", SaveUser.CreateAsync).ForPermission("USER_CREATE").Accepts<CreateUserRequest>("application/json").WithSummary("新增人员");
        system.MapPut("/users/{id:long}", SaveUser.UpdateAsync).ForPermission("USER_EDIT").Accepts<UpdateUserRequest>("application/json").WithSummary("编辑人员");
        system.MapPost("/users/{id:long}/enable", SwitchUser.EnableAsync).ForPermission("USER_DISABLE").Accepts<ReasonRequest>("application/json").WithSummary("启用人员");
        system.MapPost("/users/{id:long}/disable", SwitchUser.DisableAsync).ForPermission("USER_DISABLE").Accepts<ReasonRequest>("application/json").WithSummary("停用人员");
        system.MapPost("/users/{id:long}/reset-password", SwitchUser.ResetPasswordAsync).ForPermission("USER_RESET_PASSWORD").WithSummary("重置密码");
        system.MapGet("/user-approvals", ListUsers.ApprovalsAsync).ForPermission("MENU_USER_APPROVAL").WithSummary("待审批用户");
        system.MapPost("/user-approvals/{id:long}/approve", SwitchUser.ApproveAsync).ForPermission("USER_APPROVE").Accepts<ApproveRequest>("application/json").WithSummary("批准用户");
        system.MapPost("/user-approvals/{id:long}/reject", SwitchUser.RejectAsync).ForPermission("USER_APPROVE").Accepts<ReasonRequest>("application/json").WithSummary("拒绝用户");
    }

    private static void MapRoles(RouteGroupBuilder system)
    {
        system.MapGet("/roles", ListRoles.HandleAsync).ForPermission("MENU_ROLE", "MENU_USER", "MENU_USER_APPROVAL").WithSummary("角色列表");
        system.MapGet("/permissions", ListRoles.Permissions).ForPermission("MENU_ROLE").WithSummary("权限树");
        system.MapPost("/roles", SaveRole.CreateAsync).ForPermission("ROLE_CREATE").Accepts<CreateRoleRequest>("application/json").WithSummary("新增角色");
        system.MapPut("/roles/{id:long}", SaveRole.UpdateAsync).ForPermission("ROLE_EDIT").Accepts<UpdateRoleRequest>("application/json").WithSummary("编辑角色");
        system.MapPut("/roles/{id:long}/permissions", SaveRole.GrantAsync).ForPermission("ROLE_GRANT").Accepts<GrantRequest>("application/json").WithSummary("权限授权");
        system.MapDelete("/roles/{id:long}", SaveRole.DeleteAsync).ForPermission("ROLE_DELETE").WithSummary("删除角色");
    }

    private static void MapDictsAndLogs(RouteGroupBuilder system)
    {
        system.MapGet("/dict-types", DictSlices.Types).ForSignedIn().WithSummary("字典类型");
        system.MapGet("/dicts", DictSlices.ListAsync).ForPermission("MENU_DICT", "MENU_STYLE_INFO").WithSummary("字典列表");
        system.MapPost("/dicts", DictSlices.CreateAsync).ForPermission("MENU_DICT").Accepts<CreateDictRequest>("application/json").WithSummary("新增字典项");
        system.MapPut("/dicts/{id:long}", DictSlices.UpdateAsync).ForPermission("MENU_DICT").Accepts<UpdateDictRequest>("application/json").WithSummary("编辑字典项");
        system.MapDelete("/dicts/{id:long}", DictSlices.DeleteAsync).ForPermission("MENU_DICT").WithSummary("删除字典项");
        system.MapPost("/dicts/presets", DictSlices.PresetsAsync).ForPermission("MENU_DICT").Accepts<PresetRequest>("application/json").WithSummary("导入预设数据");
        system.MapGet("/login-logs", ListLogs.LoginsAsync).ForPermission("MENU_LOGIN_LOG").WithSummary("登录日志");
        system.MapGet("/operation-logs", ListLogs.OperationsAsync).ForPermission("MENU_LOGIN_LOG").WithSummary("操作日志");
        system.MapGet("/tenant-settings", Settings.GetAsync).ForPermission("TENANT_SETTINGS").WithSummary("企业设置");
        system.MapPut("/tenant-settings", Settings.UpdateAsync).ForPermission("TENANT_SETTINGS").Accepts<SettingsRequest>("application/json").WithSummary("修改企业设置");
    }

    private static void MapOwn(RouteGroupBuilder system)
    {
        system.MapGet("/profile", Profile.GetAsync).ForSignedIn().WithSummary("个人资料");
        system.MapPut("/profile", Profile.UpdateAsync).ForSignedIn().Accepts<ProfileRequest>("application/json").WithSummary("修改个人资料");
        system.MapGet("/profile/settings/{name}", OwnSetting.GetAsync).ForSignedIn().WithSummary("个人设置，如列表的列");
        system.MapPut("/profile/settings/{name}", OwnSetting.PutAsync).ForSignedIn().Accepts<OwnSettingRequest>("application/json").WithSummary("保存个人设置；value 为 null 恢复默认");
        system.MapGet("/notices", NoticeSlices.ListAsync).ForSignedIn().WithSummary("通知")
            .WithDescription("lang 为 zh-CN、zh-TW 或 en；不填时为页面所选语言，默认 zh-CN。");
        system.MapGet("/notices/unread", NoticeSlices.UnreadAsync).ForSignedIn().WithSummary("未读通知数");
        system.MapPost("/notices/{id:long}/read", NoticeSlices.ReadAsync).ForSignedIn().WithSummary("标为已读");
        system.MapPost("/notices/read-all", NoticeSlices.ReadAllAsync).ForSignedIn().WithSummary("全部已读");
    }

    private static void MapPlatform(RouteGroupBuilder tenants)
    {
        tenants.MapGet("", PlatformTenants.ListAsync).ForOperator().WithSummary("租户列表");
        tenants.MapPost("", PlatformTenants.CreateAsync).ForOperator().Accepts<CreateTenantRequest>("application/json").WithSummary("新增租户");
        tenants.MapPost("/{id:long}/enable", PlatformTenants.EnableAsync).ForOperator().Accepts<ReasonRequest>("application/json").WithSummary("启用租户");
        tenants.MapPost("/{id:long}/disable", PlatformTenants.DisableAsync).ForOperator().Accepts<ReasonRequest>("application/json").WithSummary("停用租户");
    }
}
