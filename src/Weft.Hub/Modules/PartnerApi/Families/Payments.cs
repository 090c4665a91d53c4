using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>付款单 and 收款单: API120 and API130. They have no lines.</summary>
internal sealed class Payments(References references, PartyDirectory parties, TradeHeads heads, TradeTerms terms, DocumentStore store, DocumentFlow flow) : DocumentFunction
{
    private readonly Dictionary<BatchDocument, Payment> payments = [];

    public override IReadOnlyList<string> Codes => ["API120COF", "API120COB", "API130COF", "API130COB"];

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        List<PartnerRecord> documents = [.. batch.Documents.Select(d => d.Fields)];
        await references.LoadAsync(documents, ct);
        await terms.LoadAsync(ct);
        await parties.LoadAsync(documents, [], ct);
        batch.Needs(PartnerPermissions.Settlement);
        foreach (var document in batch.Documents)
        {
            var fields = document.Fields;
            var organisation = references.Organisation(fields, batch.Caller);
            var party = heads.Partner(fields, organisation, PartyRole.Any);
            var currency = terms.Currency(fields);
            if (fields.Has("settlementRate") && fields.Number("settlementRate") <= 0)
            {
                fields.Fail(FieldLabels.Of("settlementRate") + "必须大于0");
            }
            payments[document] = new Payment(organisation, party, currency, currency is null ? null : terms.BankAccount(fields, currency));
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        var made = await store.NewAsync(batch, batch.Documents, batch.Function.Number == "120" ? "AP" : "AR");
        for (var i = 0; i < made.Count; i++)
        {
            var (document, source, payment) = (made[i], batch.Documents[i], payments[batch.Documents[i]]);
            var fields = source.Fields;
            document.OrganisationId = payment.Organisation!.Id;
            document.Date = fields.Date("dateTrx") ?? batch.Today;
            document.AccountingDate = fields.Date("dateAcct") ?? batch.Today;
            (document.PartnerCode, document.PartnerName) = (payment.Party!.Code, payment.Party.Name);
            document.DocType = fields.Has("doctype_Name") ? fields.Text("doctype_Name") : batch.Function.Number == "120" ? "付款单" : "收款单";
            (document.Currency, document.TaxIncluded) = (payment.Currency, Money.Rounded(fields.Number("payAmt")));
            document.More = TradeHeads.Rest(fields, ("bankAccount_Text", payment.Account?.Code), ("settlementRate", FieldNode.Plain(terms.Rate(fields, payment.Currency))));
            source.Came(document, flow.Complete(document, _ => null));
        }
    }

    private sealed record Payment(Organisation? Organisation, Party? Party, string? Currency, TradeEntry? Account);
}
