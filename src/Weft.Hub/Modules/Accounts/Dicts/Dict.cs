using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.Dicts;

/// <summary>A word that the tenant chooses from: a category, a colour, a carrier (production-domain 11).</summary>
internal sealed class Dict : TenantRow
{
    private Dict()
    {
    }

    public Dict(long tenantId, string type, string code)
    {
        TenantId = tenantId;
        (Type, Code) = (type, code);
    }

    public string Type { get; private set; } = "";
    public string Code { get; private set; } = "";
    public string Label { get; private set; } = "";
    public int Sort { get; private set; }
    public string? Remark { get; private set; }

    public Dict Describe(string label, int sort, string? remark)
    {
        (Label, Sort, Remark) = (label, sort, remark);
        return this;
    }
}

internal sealed class DictMapping : IEntityTypeConfiguration<Dict>
{
    public void Configure(EntityTypeBuilder<Dict> builder)
    {
        builder.ToTable("dicts");
        builder.Property(d => d.Type).HasMaxLength(32);
        builder.Property(d => d.Code).HasMaxLength(64);
        builder.Property(d => d.Label).HasMaxLength(64);
        builder.Property(d => d.Remark).HasMaxLength(500);
        builder.HasIndex(d => new { d.TenantId, d.Type, d.Code }).IsUnique();
    }
}
