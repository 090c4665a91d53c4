using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A garment as it is designed and priced; orders copy what they need of it (production-domain 3).</summary>
internal sealed class Style : TenantRow, ISoftDeleted
{
    private readonly List<StyleProcess> processes = [];
    private readonly List<StyleBom> bom = [];
    private readonly List<StyleSize> sizeTable = [];

    private Style()
    {
    }

    public Style(long tenantId, string styleNo, StyleContent content)
    {
        (TenantId, StyleNo) = (tenantId, styleNo);
        Describe(content);
    }

    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";
    public string? Category { get; private set; }
    public string? Season { get; private set; }
    public int? Year { get; private set; }
    public int? Month { get; private set; }
    public string? Color { get; private set; }
    public string? Size { get; private set; }
    public string? Customer { get; private set; }
    public decimal? Price { get; private set; }

    /// <summary>Days from order to delivery.</summary>
    public int? Cycle { get; private set; }
    public string? Cover { get; private set; }
    public string? Description { get; private set; }
    public string? PlateType { get; private set; }
    public string? PatternNo { get; private set; }
    public string? Remark { get; private set; }
    public string? Designer { get; private set; }
    public string? PatternMaker { get; private set; }

    /// <summary>车板师.</summary>
    public string? PlateWorker { get; private set; }
    public string? Merchandiser { get; private set; }
    public int? SampleQuantity { get; private set; }

    /// <summary>交板.</summary>
    public DateOnly? DeliveryDate { get; private set; }
    public ProgressNode ProgressNode { get; private set; }

    /// <summary>When the sample was done; null before, and again after a step back.</summary>
    public DateTime? SampleDoneAt { get; private set; }

    /// <summary>Null until a quotation was made; then what is added to materials and processes.</summary>
    public decimal? OtherCost { get; private set; }

    /// <summary>Percent of the price, with the quotation.</summary>
    public decimal? TargetMargin { get; private set; }
    public bool IsEnabled { get; private set; } = true;
    public DateTime? DeletedAt { get; private set; }
    public IReadOnlyList<StyleProcess> Processes => processes;
    public IReadOnlyList<StyleBom> Bom => bom;
    public IReadOnlyList<StyleSize> SizeTable => sizeTable;

    /// <summary>Replaces everything that describes the style; its number stays.</summary>
    public void Describe(StyleContent content)
    {
        StyleName = content.StyleName ?? StyleNo;
        (Category, Season, Year, Month) = (content.Category, content.Season, content.Year, content.Month);
        (Color, Size, Customer, Price, Cycle) = (content.Color, content.Size, content.Customer, content.Price, content.Cycle);
        (Cover, Description, PlateType, PatternNo, Remark) = (content.Cover, content.Description, content.PlateType, content.PatternNo, content.Remark);
        (Designer, PatternMaker, PlateWorker, Merchandiser) = (content.Designer, content.PatternMaker, content.PlateWorker, content.Merchandiser);
        (SampleQuantity, DeliveryDate) = (content.SampleQuantity, content.DeliveryDate);
        if (content.Processes is { } given)
        {
            Replace(given);
        }
    }

    /// <summary>What describes the style, with its processes.</summary>
    public StyleContent Content() => new()
    {
        StyleName = StyleName, Category = Category, Season = Season, Year = Year, Month = Month, Color = Color, Size = Size, Customer = Customer, Price = Price, Cycle = Cycle,
        Cover = Cover, Description = Description, PlateType = PlateType, PatternNo = PatternNo, Remark = Remark, Designer = Designer, PatternMaker = PatternMaker,
        PlateWorker = PlateWorker, Merchandiser = Merchandiser, SampleQuantity = SampleQuantity, DeliveryDate = DeliveryDate,
        Processes = [.. processes.OrderBy(p => p.SortOrder).Select(p => new StyleProcessInput(
            p.ProcessCode, p.ProcessName, p.ProgressStage, p.MachineType, p.StandardTime, p.Price, p.SortOrder))],
    };

    public void Add(StyleProcessInput process) => processes.Add(new StyleProcess(TenantId, process));

    public void Switch(bool enabled) => IsEnabled = enabled;

    public void Replace(IReadOnlyList<StyleBomInput> materials)
    {
        bom.Clear();
        bom.AddRange(materials.Select((m, n) => new StyleBom(TenantId, m, n + 1)));
    }

    public void Replace(IReadOnlyList<StyleSizeInput> measures)
    {
        sizeTable.Clear();
        sizeTable.AddRange(measures.Select((m, n) => new StyleSize(TenantId, m, n + 1)));
    }

    public void Replace(IReadOnlyList<StyleProcessInput> given)
    {
        processes.Clear();
        processes.AddRange(given.Select(p => new StyleProcess(TenantId, p)));
    }

    /// <summary>Both null takes the quotation back.</summary>
    public void Quote(decimal? otherCost, decimal? targetMargin) => (OtherCost, TargetMargin) = (otherCost, targetMargin);

    /// <summary>One step at a time; back needs a reason (production-domain 3).</summary>
    public Refusal? Move(ProgressNode to, string? reason, DateTime now)
    {
        if (Math.Abs(to - ProgressNode) != 1)
        {
            return StyleErrors.OneStep.With(ProgressNode.ChineseName(), string.Join("、", ProgressNode.Beside().Select(n => n.ChineseName())));
        }
        if (to < ProgressNode && string.IsNullOrWhiteSpace(reason))
        {
            return ProductionErrors.ReasonMissing;
        }
        ProgressNode = to;
        SampleDoneAt = to == ProgressNode.SampleDone ? now : null;
        return null;
    }

    /// <summary>Its number is free again; orders made of it keep what they copied.</summary>
    public void Delete(DateTime now) => DeletedAt = now;
}

internal sealed class StyleMapping : IEntityTypeConfiguration<Style>
{
    public void Configure(EntityTypeBuilder<Style> builder)
    {
        builder.ToTable("styles");
        builder.Property(s => s.StyleNo).HasMaxLength(64);
        builder.Property(s => s.StyleName).HasMaxLength(128);
        builder.Property(s => s.Category).HasMaxLength(64);
        builder.Property(s => s.Season).HasMaxLength(32);
        builder.Property(s => s.Color).HasMaxLength(500);
        builder.Property(s => s.Size).HasMaxLength(500);
        builder.Property(s => s.Customer).HasMaxLength(100);
        builder.Property(s => s.Cover).HasMaxLength(500);
        builder.Property(s => s.Description).HasMaxLength(2000);
        builder.Property(s => s.PlateType).HasMaxLength(32);
        builder.Property(s => s.PatternNo).HasMaxLength(64);
        builder.Property(s => s.Remark).HasMaxLength(500);
        builder.Property(s => s.Designer).HasMaxLength(64);
        builder.Property(s => s.PatternMaker).HasMaxLength(64);
        builder.Property(s => s.PlateWorker).HasMaxLength(64);
        builder.Property(s => s.Merchandiser).HasMaxLength(64);
        builder.HasMany(s => s.Bom).WithOne().HasForeignKey(p => new { p.TenantId, p.StyleId }).HasPrincipalKey(s => new { s.TenantId, s.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(s => s.Bom).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(s => s.SizeTable).WithOne().HasForeignKey(p => new { p.TenantId, p.StyleId }).HasPrincipalKey(s => new { s.TenantId, s.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(s => s.SizeTable).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(s => s.Processes).WithOne().HasForeignKey(p => new { p.TenantId, p.StyleId }).HasPrincipalKey(s => new { s.TenantId, s.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(s => s.Processes).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(s => new { s.TenantId, s.StyleNo }).IsUnique().HasFilter("deleted_at is null");
        builder.HasIndex(s => new { s.TenantId, s.CreateTime, s.Id });
        builder.HasIndex(s => new { s.TenantId, s.ProgressNode, s.CreateTime, s.Id });
    }
}

/// <summary>One step of making the style, with its time and price.</summary>
internal sealed class StyleProcess : Row, ITenantOwned
{
    private StyleProcess()
    {
    }

    public StyleProcess(long tenantId, StyleProcessInput given)
    {
        TenantId = tenantId;
        (ProcessCode, ProcessName, ProgressStage, MachineType) = (given.ProcessCode, given.ProcessName, given.ProgressStage, given.MachineType);
        (StandardTime, Price, SortOrder) = (given.StandardTime, given.Price, given.SortOrder);
    }

    public long TenantId { get; private set; }
    public long StyleId { get; private set; }
    public string? ProcessCode { get; private set; }
    public string ProcessName { get; private set; } = "";

    /// <summary>采购, 裁剪, 车缝, 二次工艺, 尾部 or 入库.</summary>
    public string? ProgressStage { get; private set; }
    public string? MachineType { get; private set; }

    /// <summary>Seconds.</summary>
    public int? StandardTime { get; private set; }
    public decimal Price { get; private set; }
    public int SortOrder { get; private set; }
}

internal sealed class StyleProcessMapping : IEntityTypeConfiguration<StyleProcess>
{
    public void Configure(EntityTypeBuilder<StyleProcess> builder)
    {
        builder.ToTable("style_processes");
        builder.Property(p => p.ProcessCode).HasMaxLength(32);
        builder.Property(p => p.ProcessName).HasMaxLength(64);
        builder.Property(p => p.ProgressStage).HasMaxLength(16);
        builder.Property(p => p.MachineType).HasMaxLength(64);
        builder.HasIndex(p => new { p.TenantId, p.StyleId, p.ProcessName }).IsUnique();
    }
}
