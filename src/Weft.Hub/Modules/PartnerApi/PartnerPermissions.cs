using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>The permission codes of the console pages, and of what partners' roles may do (scm-partner-api 2.2, 14).</summary>
internal static class PartnerPermissions
{
    public const string Systems = "MENU_PARTNER_SYSTEM";
    public const string SystemEdit = "PARTNER_SYSTEM_EDIT";
    public const string Requests = "MENU_PARTNER_REQUEST";
    public const string RequestEdit = "PARTNER_REQUEST_EDIT";
    public const string DocumentEdit = "PARTNER_DOCUMENT_EDIT";
    public const string DocumentApprove = "PARTNER_DOCUMENT_APPROVE";
    public const string Master = "MENU_PARTNER_MASTER";
    public const string MasterEdit = "PARTNER_MASTER_EDIT";

    /// <summary>900-单据提交: create documents and act on them.</summary>
    public const string Submit = "PARTNER_SUBMIT";

    /// <summary>RestFulAccess: every kind of document.</summary>
    public const string EveryDocument = "PARTNER_EVERY_DOCUMENT";
    public const string Sales = "PARTNER_SALES";
    public const string Purchasing = "PARTNER_PURCHASING";
    public const string Settlement = "PARTNER_SETTLEMENT";
    public const string Logistics = "PARTNER_LOGISTICS";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(Systems, "协同平台", "MENU", Path: "/partner/systems", Sort: 700),
        new(SystemEdit, "配置协同平台和用户", "BUTTON", Systems, Sort: 701),
        new(Submit, "接口: 单据提交", "BUTTON", Systems, Sort: 702),
        new(EveryDocument, "接口: 全部单据 (RestFulAccess)", "BUTTON", Systems, Sort: 703),
        new(Sales, "接口: 销售单据", "BUTTON", Systems, Sort: 704),
        new(Purchasing, "接口: 采购单据", "BUTTON", Systems, Sort: 705),
        new(Settlement, "接口: 结算单据", "BUTTON", Systems, Sort: 706),
        new(Logistics, "接口: 物流单据", "BUTTON", Systems, Sort: 707),
        new(Requests, "API请求", "MENU", Path: "/partner/requests", Sort: 710),
        new(RequestEdit, "处理API请求", "BUTTON", Requests, Sort: 711),
        new(DocumentEdit, "处理协同单据", "BUTTON", Requests, Sort: 712),
        new(DocumentApprove, "审批协同单据", "BUTTON", Requests, Sort: 713),
        new(Master, "协同基础数据", "MENU", Path: "/partner/master", Sort: 720),
        new(MasterEdit, "维护协同基础数据", "BUTTON", Master, Sort: 721),
    ];
}
