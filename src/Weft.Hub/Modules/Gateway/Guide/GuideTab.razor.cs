using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Gateway.Guide;

/// <summary>
/// 使用教程 (console-pages 4.4): what is shown comes from what is built, and the secret for trying and checking is typed into boxes that only the browser's own
/// script reads: it goes neither through the page's connection nor anywhere else.
/// </summary>
public sealed partial class GuideTab : IAsyncDisposable
{
    private static readonly string[] Parts = ["start", "sign", "code", "try", "check", "endpoints", "pull", "webhooks", "errors", "faq"];

    private static readonly (int Status, string Error)[] Errors =
    [
        (400, "VALIDATION"), (400, "BAD_JSON"), (401, "HEADER_MISSING"), (401, "TIMESTAMP"), (401, "APP_KEY_OR_SIGNATURE"), (401, "REPLAY"), (403, "IP_DENIED"), (403, "APP_DISABLED"),
        (403, "APP_EXPIRED"), (403, "APP_TYPE"), (404, "NOT_FOUND"), (409, "IDEMPOTENCY_CONFLICT"), (429, "RATE"), (429, "DAILY_QUOTA"),
    ];

    /// <summary>What the script says; it has no texts of its own.</summary>
    private static readonly string[] ScriptKeys =
    [
        "check.match", "check.nomatch", "check.message", "check.expected", "check.given", "check.format", "check.keyform", "check.timeform", "check.seconds", "check.clock", "check.clockok",
        "check.upper", "check.base64", "check.emptybody", "check.trimmed", "check.newline", "check.crlf", "check.compact", "check.order", "check.nokey", "check.separator", "check.secretspace",
        "check.secondssigned", "check.none", "check.need", "try.failed", "try.took",
    ];

    private const string WebhookSample = """
        import hashlib, hmac
        def is_from_weft(secret: str, headers, raw_body: bytes) -> bool:
            expected = hmac.new(secret.encode(), headers["X-Webhook-Timestamp"].encode() + raw_body, hashlib.sha256).hexdigest()
            return hmac.compare_digest(expected, headers["X-Webhook-Signature"])
        """;

    private ElementReference root;
    private IJSObjectReference? script;
    private List<CredentialSnapshot> apps = [];
    private IReadOnlyList<IAppType> types = [];
    private CredentialSnapshot? chosen;

    [Inject]
    internal IJSRuntime Script { get; set; } = null!;

    private string BaseUrl => Navigation.BaseUri + "openapi/v1";

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    private IEnumerable<(IAppType Type, AppEndpoint Endpoint)> endpoints =>
        types.SelectMany(t => t.Endpoints.Where(e => e.Method != "PUSH").Select(e => (t, e))).DistinctBy(e => e.e.Method + e.e.Path);

    private string ScriptTexts => JsonSerializer.Serialize(ScriptKeys.ToDictionary(k => k, k => T[k]));

    protected override async Task OnAddressAsync()
    {
        var answer = await Calls.RunAsync<bool>(["MENU_TENANT_APP_VIEW"], async call =>
        {
            types = [.. call.Get<IEnumerable<IAppType>>()];
            apps = [];
            foreach (var type in types)
            {
                apps.AddRange(await call.Get<CredentialDirectory>().ListAsync(call.User.TenantId!.Value, type.Code, call.Stopped));
            }
            // Nothing of a secret is kept beside the page.
            apps = apps.ConvertAll(a => a with { AppSecret = null, PreviousSecret = null, CallbackSecret = null });
            return true;
        });
        _ = answer.Refusal;
        chosen = long.TryParse(Value("app"), CultureInfo.InvariantCulture, out var id) ? apps.FirstOrDefault(a => a.Id == id) : apps.FirstOrDefault();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            script = await Script.InvokeAsync<IJSObjectReference>("import", "./console/guide.js");
            await script.InvokeVoidAsync("attach", root);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (script is not null)
        {
            try
            {
                await script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its script with it.
            }
        }
    }
}
