using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>查询产品: API250DLF, materials and finished goods in one list.</summary>
internal sealed class ProductQuery(HubDbContext db, GoodsCatalogue goods, IOptions<PartnerApiOptions> options) : QueryFunction
{
    public override IReadOnlyList<string> Codes => ["API250DLF"];

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        var asked = call.Request;
        var reachable = (await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).OrderBy(o => o.Code).ToListAsync(ct)).Where(o => call.Caller.Organisations.Contains(o.Id)).ToList();
        // Products belong to the whole tenant: they are told under the organisation that is asked for, or the token's.
        var organisation = asked.Has("org_Value") ? reachable.Find(o => o.Code == asked.Text("org_Value")) : reachable.Find(o => o.Id == call.Caller.Facts.OrganisationId);
        if (organisation is null)
        {
            return new QueryResult([], []);
        }
        List<AnswerRow> rows = [];
        var category = asked.Text("productCategoryL1_Value");
        if (FitsFlags(asked, isMade: false))
        {
            var active = asked.Has("product_IsActive") ? asked.Text("product_IsActive") == "Y" : (bool?)null;
            var discontinued = asked.Has("discontinued") ? asked.Text("discontinued") == "Y" : (bool?)null;
            var materials = await db.Set<Material>().AsNoTracking()
                .Where(m => (active == null || m.IsActive == active) && (discontinued == null || m.IsActive != discontinued) && (category == "" || m.Category == category))
                .OrderBy(m => m.Code).Take(options.Value.MaxQueried + 1).ToListAsync(ct);
            rows.AddRange(materials.Select(m => Row(organisation, m)));
        }
        if (FitsFlags(asked, isMade: true) && asked.Text("product_IsActive") != "N" && asked.Text("discontinued") != "Y")
        {
            rows.AddRange((await goods.StockedAsync(new GoodsFilter("", "", category), options.Value.MaxQueried + 1, ct)).Select(g => Row(organisation, g)));
        }
        return new QueryResult(rows, [.. rows.Select(r => r["value"]!)]);
    }

    /// <summary>Materials are bought, finished goods are made and sold; both are stocked articles.</summary>
    private static bool FitsFlags(PartnerRecord asked, bool isMade)
    {
        bool Fits(string field, string value) => !asked.Has(field) || asked.Text(field) == value;
        return Fits("productType_Name", "物品") && Fits("isStocked", "Y") && Fits("isPurchased", isMade ? "N" : "Y") && Fits("isSold", isMade ? "Y" : "N")
            && Fits("stockType_Name", "普通品") && Fits("isBom", isMade ? "Y" : "N") && Fits("isPurchasedDealer", isMade ? "Y" : "N");
    }

    private static AnswerRow Row(Organisation organisation, Material material)
    {
        var row = Row(organisation, (material.Code, material.Name, material.Category, material.Uom), isMade: false);
        (row["product_IsActive"], row["discontinued"]) = (material.IsActive ? "Y" : "N", material.IsActive ? "N" : "Y");
        (row["upc"], row["attributeSet_Name"]) = (material.Upc, material.HasShelfLife ? "保质期管理" : "标准");
        row["guaranteeMonths"] = material.GuaranteeMonths?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return row;
    }

    private static AnswerRow Row(Organisation organisation, FinishedGood good) => Row(organisation, (good.Code, good.Name, good.Category, "件"), isMade: true);

    private static AnswerRow Row(Organisation organisation, (string Code, string Name, string? Category, string Uom) product, bool isMade) => new()
    {
        ["org_Value"] = organisation.Code,
        ["org_Name"] = organisation.Name,
        ["value"] = product.Code,
        ["name"] = Literals.Cut(product.Name, 60),
        ["product_IsActive"] = "Y",
        ["productType_Name"] = "物品",
        ["productCategory_Value"] = Literals.Cut(product.Category ?? "", 40),
        ["productCategory_Name"] = product.Category,
        ["productCategoryL1_Value"] = Literals.Cut(product.Category ?? "", 40),
        ["productCategoryL1_Name"] = product.Category,
        ["uom_Name"] = product.Uom,
        ["discontinued"] = "N",
        ["isStocked"] = "Y",
        ["isPurchased"] = isMade ? "N" : "Y",
        ["isSold"] = isMade ? "Y" : "N",
        ["stockType_Name"] = "普通品",
        ["isBom"] = isMade ? "Y" : "N",
        ["attributeSet_Name"] = "标准",
        ["isPurchasedDealer"] = isMade ? "Y" : "N",
    };
}
