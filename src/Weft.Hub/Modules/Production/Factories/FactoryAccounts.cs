using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Factories;

internal sealed record FactoryAccountsRequest(int? Version, IReadOnlyList<PaymentAccount> Accounts);

internal sealed record FactoryAccountsAnswer(long Id, string FactoryName, int Version, IReadOnlyList<PaymentAccount> Accounts);

/// <summary>GET and PUT /api/system/factories/{id}/accounts: 收款账户, replaced as a whole; the first one is the usual one.</summary>
internal static class FactoryAccounts
{
    public const int Most = 10;

    public static readonly string[] Kinds = ["BANK", "ALIPAY", "WECHAT", "OTHER"];

    public static async Task<Answer<FactoryAccountsAnswer>> ReadAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await ListFactories.Within(db, context.User()).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is { } factory ? Of(factory) : ProductionErrors.FactoryNotFound;

    public static async Task<Answer<FactoryAccountsAnswer>> SaveAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var accounts = fields.Items("accounts", Most, Read, required: true);
        if (accounts is not null)
        {
            foreach (var again in accounts.GroupBy(a => (a.Kind, a.Number)).Where(g => g.Count() > 1))
            {
                fields.Fail("accounts", $"账号“{again.Key.Number}”重复");
            }
        }
        var result = await SaveFactory.ChangeAsync(id, fields, context, db, factory =>
        {
            var before = factory.PaymentAccounts;
            factory.PayTo(accounts!);
            audit.Record(SaveFactory.Entry("SaveFactoryAccounts", factory) with { Before = before.Select(a => a.Masked), After = accounts!.Select(a => a.Masked) });
        }, ct);
        return result.IsRefused(out var refusal) ? refusal : Of(result.Value);
    }

    private static FactoryAccountsAnswer Of(Factory factory) => new(factory.Id, factory.FactoryName, factory.Version, factory.PaymentAccounts);

    private static PaymentAccount Read(Fields fields, int index)
    {
        var kind = fields.OneOf("kind", true, Kinds) ?? "";
        var account = new PaymentAccount(
            kind, fields.Text("holder", 64, required: true) ?? "", fields.Text("bank", 100, required: kind == "BANK"), fields.Text("number", 64, required: true)?.Replace(" ", "", StringComparison.Ordinal) ?? "",
            fields.Text("remark", 200));
        if (kind == "BANK" && account.Number.Length > 0 && (account.Number.Length is < 8 or > 32 || !account.Number.All(char.IsAsciiDigit)))
        {
            fields.Fail("number", "银行账号必须为 8 到 32 位数字");
        }
        return account;
    }
}
