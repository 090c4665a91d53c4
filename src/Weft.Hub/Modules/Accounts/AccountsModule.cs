using Microsoft.AspNetCore.Identity;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;

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
        services.AddScoped<Notices>();
        services.AddScoped(p => new PasswordConfirmation(
            p.GetRequiredService<PasswordCheck>(), p.GetRequiredService<SessionDirectory>(), p.GetRequiredService<HubDbContext>(), p.GetRequiredService<TimeProvider>()));
        services.AddScoped(p => new CreateTenant(
            p.GetRequiredService<HubDbContext>(), p.GetRequiredService<Passwords>(), p.GetRequiredService<Audit>(), p.GetRequiredService<TimeProvider>()));
        services.AddScoped(p => new CreateOperator(p.GetRequiredService<HubDbContext>(), p.GetRequiredService<Passwords>(), p.GetRequiredService<Audit>()));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        MapSignIn(routes.MapGroup("/api/auth").WithTags("登录"));
    }

    private static void MapSignIn(RouteGroupBuilder auth)
    {
        const string Door = "this is how one signs in";
        auth.MapPost("/login", Login.TokenAsync).ForAnyone(Door).Accepts<LoginRequest>("application/json").WithSummary("登录，取得令牌");
        auth.MapPost("/session", Login.BrowserAsync).ForAnyone(Door).Accepts<LoginRequest>("application/json").WithSummary("浏览器登录");
        auth.MapPost("/set-password", ChangePassword.ByLinkAsync).ForAnyone("needs the one-time token of a link").Accepts<SetPasswordRequest>("application/json").WithSummary("通过链接设置密码");
        auth.MapGet("/csrf", Login.Csrf).ForSignedIn().WithSummary("防跨站令牌");
        auth.MapGet("/me", Login.Me).ForSignedIn().WithSummary("当前用户");
        auth.MapPost("/logout", EndSession.ThisAsync).ForSignedIn().WithSummary("退出登录");
        auth.MapGet("/sessions", EndSession.ListAsync).ForSignedIn().WithSummary("登录设备");
        auth.MapPost("/sessions/end-others", EndSession.OthersAsync).ForSignedIn().WithSummary("退出其他设备");
        auth.MapPost("/password", ChangePassword.HandleAsync).ForSignedIn().Accepts<ChangePasswordRequest>("application/json").WithSummary("修改密码");
        auth.MapPost("/confirm", ChangePassword.ConfirmAsync).ForSignedIn().Accepts<ConfirmRequest>("application/json").WithSummary("再次确认密码");
    }
}
