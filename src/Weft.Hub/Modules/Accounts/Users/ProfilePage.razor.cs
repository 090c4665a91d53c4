using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>个人中心 (console-pages 11): oneself, password, devices, and the company's settings for whoever may set them.</summary>
public sealed partial class ProfilePage
{
    private ProfileAnswer? me;
    private IReadOnlyList<SessionAnswer> sessions = [];
    private SettingsAnswer? settings;
    private Refusal? problem;
    private Refusal? refusal;
    private Refusal? wrong;
    private Refusal? settingsWrong;
    private string? name;
    private string? phone;
    private string? email;
    private string? oldPassword;
    private string? newPassword;
    private string? zone;
    private decimal? threshold;
    private decimal? overCut;
    private bool automatic;
    private bool twoPeople;
    private bool material;
    private bool scans;
    private bool registration;
    private bool mine;
    private bool company;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    [Inject]
    internal Toasts Toasts { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var answer = await Calls.RunAsync([], call => Profile.GetAsync(call.Context, call.Db, call.Stopped));
        (problem, me) = (answer.Refusal, answer.Refusal is null ? answer.Value : null);
        (name, phone, email, mine) = (me?.Name, me?.Phone, me?.Email, false);
        var devices = await Calls.RunAsync([], call => EndSession.ListAsync(call.Context, call.Db, call.Clock, call.Stopped));
        sessions = devices.Refusal is null ? devices.Value : [];
        if (Person.User.May("TENANT_SETTINGS"))
        {
            var answered = await Calls.RunAsync(["TENANT_SETTINGS"], call => Settings.GetAsync(call.Db, call.Stopped));
            Take(answered.Refusal is null ? answered.Value : null);
        }
    }

    private void Take(SettingsAnswer? answer)
    {
        (settings, company, settingsWrong) = (answer, false, null);
        if (answer is { } s)
        {
            (zone, threshold, overCut, automatic, twoPeople) = (s.TimeZone, s.CompletionThreshold, s.OverCutRate, s.CompletesAutomatically, s.NeedsTwoPeople);
            (material, scans, registration) = (s.ManagesMaterial, s.RequiresScans, s.AllowsRegistration);
        }
    }

    private async Task SaveAsync()
    {
        var answer = await Calls.RunAsync([], call => Profile.UpdateAsync(
            PageCalls.Form(new { name = Blank(name), phone = Blank(phone), email = Blank(email) }), call.Context, call.Db, call.Get<Audit>(), call.Get<SessionDirectory>(), call.Stopped));
        refusal = answer.Refusal;
        mine = mine && refusal is not null;
        Tell(refusal);
    }

    private async Task ChangeAsync()
    {
        var answer = await Calls.RunAsync([], call => ChangePassword.HandleAsync(
            PageCalls.Form(new { oldPassword = Blank(oldPassword), newPassword = Blank(newPassword) }), call.Context, call.Db, call.Get<PasswordServices>(), call.Get<Audit>(), call.Stopped));
        (wrong, oldPassword, newPassword) = (answer.Refusal, null, null);
        Tell(wrong);
    }

    private async Task EndOthersAsync()
    {
        var answer = await Calls.RunAsync([], call => EndSession.OthersAsync(call.Context, call.Db, call.Get<SessionDirectory>(), call.Clock, call.Stopped));
        Tell(answer.Refusal);
        await LoadAsync();
    }

    private async Task SaveSettingsAsync()
    {
        var answer = await Calls.RunAsync(["TENANT_SETTINGS"], call => Settings.UpdateAsync(
            PageCalls.Form(new
            {
                version = settings!.Version, timeZone = Blank(zone), completionThreshold = threshold, overCutRate = overCut, completesAutomatically = automatic, needsTwoPeople = twoPeople,
                managesMaterial = material, requiresScans = scans, allowsRegistration = registration,
            }),
            call.Db, call.Get<Audit>(), call.Get<ChangeSignal>(), call.Stopped));
        settingsWrong = answer.Refusal;
        if (answer.Refusal is null)
        {
            Take(answer.Value);
        }
        Tell(settingsWrong);
    }

    private void Tell(Refusal? no)
    {
        if (no is null)
        {
            Toasts.Done(T["profile.saved"]);
        }
    }

    private static string Short(string? agent) => string.IsNullOrWhiteSpace(agent) ? "—" : agent.Length > 48 ? agent[..48] + "…" : agent;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
