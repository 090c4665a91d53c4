using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Weft.Proof;

/// <summary>A partner system with what its documents name, made by the console's API as an operator makes it.</summary>
internal sealed record PartnerSetup(string SystemKey, string UniqueCode, string UserName, IReadOnlyList<string> Bins, IReadOnlyList<string> Materials)
{
    public static async Task<PartnerSetup> CreateAsync(ConsoleClient console)
    {
        async Task<JsonElement> PostAsync(string path, object body)
        {
            var answer = await console.SendAsync(HttpMethod.Post, path, body);
            return answer.Status == 200 ? answer.Data : throw new InvalidOperationException(answer.Text);
        }
        static long Id(JsonElement data) => data.GetProperty("id").GetInt64();
        var organisation = Id(await PostAsync("/api/partner/organisations", new { code = "HD01", name = "华东成衣" }));
        var warehouse = Id(await PostAsync("/api/partner/warehouses", new { code = "FB01", name = "面料一仓", organisationId = organisation, allowsNegative = true }));
        List<string> bins = [.. Enumerable.Range(1, 8).Select(i => $"F-{i:D2}")], materials = [.. Enumerable.Range(1, 25).Select(i => $"FAB-{i:D3}")];
        foreach (var bin in bins)
        {
            await PostAsync("/api/partner/bins", new { warehouseId = warehouse, code = bin, name = "库位" + bin });
        }
        foreach (var material in materials)
        {
            await PostAsync("/api/partner/materials", new { code = material, name = "棉布" + material, uom = "米" });
        }
        var system = await PostAsync("/api/partner/systems", new { systemKey = "PROOF", name = "物流平台" });
        var role = Id(await PostAsync("/api/system/roles", new { roleCode = "PROOF", roleName = "物流接口", dataScope = "all", permissions = new[] { "PARTNER_SUBMIT", "PARTNER_LOGISTICS" } }));
        var users = await console.SendAsync(HttpMethod.Get, "/api/system/users?page=1&size=1", null);
        var user = users.Status == 200 ? Id(users.Data.GetProperty("records")[0]) : throw new InvalidOperationException(users.Text);
        await PostAsync("/api/partner/users", new { systemId = Id(system), userName = "wms01", userId = user, roleId = role, organisationId = organisation });
        return new PartnerSetup("PROOF", system.GetProperty("uniqueCode").GetString()!, "wms01", bins, materials);
    }
}

/// <summary>The partner's program: it keeps its token, and sends again, with the same requestId, what nobody answered.</summary>
internal sealed class PartnerClient : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly MortalNode node;

    private PartnerClient(MortalNode node) => this.node = node;

    public static async Task<PartnerClient> SignInAsync(MortalNode node, PartnerSetup setup, CancellationToken stop)
    {
        var client = new PartnerClient(node);
        var answer = await client.PostAsync("/api/v1/auth/tokens", JsonSerializer.Serialize(new { systemKey = setup.SystemKey, uniqueCode = setup.UniqueCode, userName = setup.UserName }), stop);
        client.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("token").GetString());
        return client;
    }

    /// <summary>Accepted once: a repetition of what was accepted says so. How often it had to be sent again.</summary>
    public async Task<int> SubmitAsync(string id, string body, CancellationToken stop)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                var answer = await PostAsync("/api/v1/processes/importintenaluseinventory_co_b", body, stop);
                var said = answer.GetProperty("errorMsg").GetString();
                return said == "异步处理提交成功" || (again > 0 && said == "RequestId重复") ? again : throw new InvalidOperationException($"{id} was not accepted: {answer}");
            }
            catch (Exception lost) when (IsLost(lost, stop))
            {
                await Together.PauseAsync(TimeSpan.FromMilliseconds(50), stop);
            }
        }
    }

    public async Task<JsonElement> ResultAsync(string target, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await PostAsync("/api/v1/processes/inquiryintenaluseinventory_co", JsonSerializer.Serialize(new { requestId = "ask", requestTime = "2026-03-14 11:40:00", targetRequestId = target }), stop);
            }
            catch (Exception lost) when (IsLost(lost, stop))
            {
                await Together.PauseAsync(TimeSpan.FromMilliseconds(50), stop);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private static bool IsLost(Exception error, CancellationToken stop) => error is HttpRequestException or IOException || (error is OperationCanceledException && !stop.IsCancellationRequested);

    private async Task<JsonElement> PostAsync(string path, string body, CancellationToken stop)
    {
        var hub = await node.HubAsync(stop);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(hub.BaseAddress, path), content, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
