using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

public sealed class LoginTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_bearer_token_says_whose_it_is_and_ends_with_logout(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);

        var me = await tenant.Admin.GetAsync("/api/auth/me");
        Assert.Equal(200, me.Status);
        Assert.Equal(tenant.Code, me.Data.GetProperty("tenantCode").GetString());
        Assert.Contains("MENU_USER", me.Data.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));

        Assert.Equal(200, (await tenant.Admin.PostAsync("/api/auth/logout")).Status);
        Assert.Equal(401, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);

        var wrong = await nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName, password = "not the password" });
        var unknown = await nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName + "x", password = "not the password" });

        Assert.Equal((401, "LOGIN_FAILED"), (wrong.Status, wrong.ErrorCode));
        Assert.Equal((wrong.Status, wrong.ErrorCode, wrong.Message), (unknown.Status, unknown.ErrorCode, unknown.Message));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Twenty_parallel_wrong_passwords_get_five_looks_and_then_the_right_one_has_to_wait(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName.ToUpperInvariant(), password = "wrong password " + i })));
        Assert.Equal(5, answers.Count(a => a.ErrorCode == "LOGIN_FAILED"));
        Assert.Equal(15, answers.Count(a => a.ErrorCode == "LOGIN_LOCKED"));

        Assert.Equal(429, (await nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName, password = Tenants.Password })).Status);
        hub.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName, password = Tenants.Password })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_lock_that_was_set_late_in_the_window_lasts_its_whole_time(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var nobody = new ConsoleClient(hub.Http, null);
        Task<ConsoleAnswer> Try() => nobody.PostAsync("/api/auth/login", new { username = "nobody-here", password = "wrong password" });

        await Try();
        hub.Clock.Advance(TimeSpan.FromMinutes(14));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("LOGIN_FAILED", (await Try()).ErrorCode);
        }
        hub.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal("LOGIN_LOCKED", (await Try()).ErrorCode);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("LOGIN_FAILED", (await Try()).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_right_logins_are_all_let_in(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ConsoleClient.LoginAsync(hub, tenant.AdminName, Tenants.Password)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Logins_are_logged_with_their_address_and_no_secret_is_stored_or_answered(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var nobody = new ConsoleClient(hub.Http, null);
        await nobody.PostAsync("/api/auth/login", new { username = tenant.AdminName, password = "wrong password" });

        var logs = await tenant.InAsync(s => s.GetRequiredService<HubDbContext>().Set<LoginLog>().OrderBy(l => l.Id).ToListAsync());
        Assert.Equal([true, false], logs.Select(l => l.Succeeded));
        Assert.All(logs, l => Assert.Equal("127.0.0.1", l.Address));
        var stored = await tenant.InAsync(s => s.GetRequiredService<HubDbContext>().Set<Session>().SingleAsync());
        Assert.DoesNotContain(tenant.Admin.Token!, JsonSerializer.Serialize(stored), StringComparison.Ordinal);
        var me = await tenant.Admin.GetAsync("/api/auth/me");
        Assert.DoesNotContain("passwordHash", me.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hash", me.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_token_ends_after_a_day(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        hub.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await tenant.Admin.GetAsync("/api/auth/me")).Status);
    }
}
