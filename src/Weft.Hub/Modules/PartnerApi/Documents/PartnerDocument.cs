using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>Status codes as partners see them (scm-partner-api 11).</summary>
internal static class DocStatus
{
    public const string Draft = "DR";
    public const string PendingApproval = "AP";
    public const string Open = "IP";
    public const string Completed = "CO";
    public const string Reversed = "RE";
    public const string Voided = "VO";
    public const string Rejected = "NA";
    public const string Closed = "CL";

    public static string NameOf(string status) => status switch
    {
        Draft => "草稿",
        PendingApproval => "待批",
        Open => "开放",
        Completed => "完成",
        Reversed => "反冲",
        Voided => "废弃",
        Rejected => "拒绝",
        _ => "关闭",
    };
}

/// <summary>Any business document that partners create: an adjustment, an order, a receipt, a payment. What a kind has beyond these fields is kept in <see cref="More"/>.</summary>
internal sealed class PartnerDocument : TenantRow
{
    private readonly List<PartnerDocumentLine> lines = [];

    private PartnerDocument()
    {
    }

    public PartnerDocument(long tenantId, string kind, string documentNo) => (TenantId, Kind, DocumentNo) = (tenantId, kind, documentNo);

    /// <summary>Number of the function family, such as <c>170</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>yyMM, the kind's prefix, a running number.</summary>
    public string DocumentNo { get; private set; } = "";
    public string Status { get; private set; } = DocStatus.Draft;
    public string DocType { get; set; } = "";
    public long OrganisationId { get; set; }
    public DateOnly Date { get; set; }
    public DateOnly? AccountingDate { get; set; }

    /// <summary>The day whose period it is posted in.</summary>
    public DateOnly PostedOn => AccountingDate ?? Date;
    public long? WarehouseId { get; set; }
    public long? WarehouseToId { get; set; }

    /// <summary>Code of the customer or supplier.</summary>
    public string? PartnerCode { get; set; }
    public string? PartnerName { get; set; }

    /// <summary>Another document that this one belongs to.</summary>
    public long? BaseDocumentId { get; set; }
    public string? Currency { get; set; }
    public decimal? TaxExcluded { get; set; }
    public decimal? Tax { get; set; }
    public decimal? TaxIncluded { get; set; }
    public string? Description { get; set; }
    public ReceiptStatus ReceiptStatus { get; set; } = ReceiptStatus.NotNeeded;
    public ReceiptStatus ReceiptStatusTo { get; set; } = ReceiptStatus.NotNeeded;

    /// <summary>Marks whose query took it, as at <see cref="LogisticsReceipt.TakenBy"/>.</summary>
    public Guid? TakenBy { get; private set; }

    /// <summary>The document's number in the caller's system, and the stored request that brought it.</summary>
    public string? CallerDocNo { get; set; }
    public long? SystemId { get; set; }
    public long? StoredRequestId { get; set; }

    /// <summary>Further documented fields, as JSON.</summary>
    public string? More { get; set; }

    /// <summary>Why the last action failed.</summary>
    public string? ActionMessage { get; private set; }
    public IReadOnlyList<PartnerDocumentLine> Lines => lines;

    public void Add(PartnerDocumentLine line) => lines.Add(line);

    /// <summary>An action failed: the status stays, and says why.</summary>
    public void Stay(string problem) => ActionMessage = Functions.Literals.Cut(problem, 500);

    public void Move(string status, string? message = null) => (Status, ActionMessage) = (status, message);
}

/// <summary>A line of a document.</summary>
internal sealed class PartnerDocumentLine : Row, ITenantOwned
{
    private PartnerDocumentLine()
    {
    }

    public PartnerDocumentLine(long tenantId, int line) => (TenantId, Line) = (tenantId, line);

    public long TenantId { get; private set; }
    public long DocumentId { get; private set; }

    /// <summary>10, 20, 30.</summary>
    public int Line { get; private set; }
    public string? CallerLineId { get; set; }
    public string? ProductCode { get; set; }
    public string? ProductName { get; set; }
    public string? Uom { get; set; }

    /// <summary>The material; null for a finished good, which its code names.</summary>
    public long? MaterialId { get; set; }
    public long? BinId { get; set; }
    public long? BinToId { get; set; }
    public decimal Quantity { get; set; }

    /// <summary>How much of it was confirmed, received or returned so far.</summary>
    public decimal? DoneQuantity { get; set; }
    public decimal? Price { get; set; }
    public decimal? TaxRate { get; set; }
    public decimal? TaxExcluded { get; set; }
    public decimal? Tax { get; set; }
    public decimal? TaxIncluded { get; set; }
    public string? Lot { get; set; }
    public DateOnly? ProducedOn { get; set; }
    public string? InventoryStatus { get; set; }
    public string? Description { get; set; }
    public string? More { get; set; }
}

internal sealed class PartnerDocumentMapping : IEntityTypeConfiguration<PartnerDocument>
{
    public void Configure(EntityTypeBuilder<PartnerDocument> builder)
    {
        builder.ToTable("partner_documents");
        builder.Property(d => d.Kind).HasMaxLength(4);
        builder.Property(d => d.DocumentNo).HasMaxLength(30);
        builder.Property(d => d.Status).HasMaxLength(2);
        builder.Property(d => d.DocType).HasMaxLength(60);
        builder.Property(d => d.PartnerCode).HasMaxLength(40);
        builder.Property(d => d.PartnerName).HasMaxLength(100);
        builder.Property(d => d.Currency).HasMaxLength(3);
        builder.Property(d => d.Description).HasMaxLength(255);
        builder.Property(d => d.CallerDocNo).HasMaxLength(30);
        builder.Property(d => d.ActionMessage).HasMaxLength(500);
        builder.Ignore(d => d.PostedOn);
        builder.HasMany(d => d.Lines).WithOne().HasForeignKey(l => new { l.TenantId, l.DocumentId }).HasPrincipalKey(d => new { d.TenantId, d.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(d => d.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(d => new { d.TenantId, d.DocumentNo }).IsUnique();
        builder.HasIndex(d => new { d.TenantId, d.Kind, d.CreateTime, d.Id });
        builder.HasIndex(d => new { d.TenantId, d.StoredRequestId });
        builder.HasIndex(d => new { d.TenantId, d.BaseDocumentId });
        // The few that wait for a logistics partner, that are open, and that confirm shipments of Production: each is asked for among all documents.
        builder.HasIndex(d => new { d.TenantId, d.Date, d.DocumentNo }, "ix_partner_documents_pending").HasFilter("receipt_status = 'Pending'");
        builder.HasIndex(d => new { d.TenantId, d.Date, d.DocumentNo }, "ix_partner_documents_pending_to").HasFilter("receipt_status_to = 'Pending'");
        builder.HasIndex(d => new { d.TenantId, d.Kind }, "ix_partner_documents_open").HasFilter("status = 'IP'");
        builder.HasIndex(d => new { d.TenantId, d.Id }, "ix_partner_documents_approval").HasFilter("status = 'AP'");
        builder.HasIndex(d => new { d.TenantId, d.CallerDocNo }, "ix_partner_documents_shipment").HasFilter("kind = '111'");
    }
}

internal sealed class PartnerDocumentLineMapping : IEntityTypeConfiguration<PartnerDocumentLine>
{
    public void Configure(EntityTypeBuilder<PartnerDocumentLine> builder)
    {
        builder.ToTable("partner_document_lines");
        builder.Property(l => l.CallerLineId).HasMaxLength(30);
        builder.Property(l => l.ProductCode).HasMaxLength(120);
        builder.Property(l => l.ProductName).HasMaxLength(200);
        builder.Property(l => l.Uom).HasMaxLength(60);
        builder.Property(l => l.Lot).HasMaxLength(40);
        builder.Property(l => l.InventoryStatus).HasMaxLength(60);
        builder.Property(l => l.Description).HasMaxLength(255);
        foreach (var quantity in new[] { nameof(PartnerDocumentLine.Quantity), nameof(PartnerDocumentLine.DoneQuantity), nameof(PartnerDocumentLine.Price), nameof(PartnerDocumentLine.TaxRate) })
        {
            builder.Property(quantity).HasPrecision(18, 6);
        }
        builder.HasIndex(l => new { l.TenantId, l.DocumentId });
    }
}
