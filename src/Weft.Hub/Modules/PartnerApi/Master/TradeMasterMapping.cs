using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Hub.Modules.PartnerApi.Master;

internal sealed class TradeEntryMapping : IEntityTypeConfiguration<TradeEntry>
{
    public void Configure(EntityTypeBuilder<TradeEntry> builder)
    {
        builder.ToTable("partner_entries");
        builder.Property(e => e.Code).HasMaxLength(40);
        builder.Property(e => e.Name).HasMaxLength(60);
        builder.Property(e => e.Currency).HasMaxLength(3);
        builder.Property(e => e.Rate).HasPrecision(16, 10);
        builder.HasIndex(e => new { e.TenantId, e.Kind, e.Code }).IsUnique();
    }
}

internal sealed class ListPriceMapping : IEntityTypeConfiguration<ListPrice>
{
    public void Configure(EntityTypeBuilder<ListPrice> builder)
    {
        builder.ToTable("partner_prices");
        builder.Property(p => p.ProductCode).HasMaxLength(120);
        builder.Property(p => p.Price).HasPrecision(16, 6);
        builder.HasIndex(p => new { p.TenantId, p.PriceListId, p.ProductCode }).IsUnique();
    }
}

internal sealed class BusinessPartnerMapping : IEntityTypeConfiguration<BusinessPartner>
{
    public void Configure(EntityTypeBuilder<BusinessPartner> builder)
    {
        builder.ToTable("partner_business_partners");
        builder.Property(p => p.Code).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.ShortName).HasMaxLength(60);
        builder.Property(p => p.Group).HasMaxLength(60);
        builder.Property(p => p.CreditType).HasMaxLength(4);
        builder.Property(p => p.CreditLimit).HasPrecision(16, 2);
        builder.Property(p => p.TaxNo).HasMaxLength(20);
        builder.Property(p => p.ReferenceNo).HasMaxLength(40);
        builder.Property(p => p.Description).HasMaxLength(255);
        builder.HasIndex(p => new { p.TenantId, p.Code }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.Name });
        builder.HasIndex(p => new { p.TenantId, p.CustomerId }).IsUnique().HasFilter("customer_id is not null");
        builder.HasIndex(p => new { p.TenantId, p.FactoryId }).IsUnique().HasFilter("factory_id is not null");
    }
}

internal sealed class PartnerLocationMapping : IEntityTypeConfiguration<PartnerLocation>
{
    public void Configure(EntityTypeBuilder<PartnerLocation> builder)
    {
        builder.ToTable("partner_locations");
        builder.Property(l => l.Name).HasMaxLength(60);
        builder.Property(l => l.Content)
            .HasConversion(c => JsonSerializer.Serialize(c, JsonSerializerOptions.Default), text => JsonSerializer.Deserialize<LocationContent>(text, JsonSerializerOptions.Default)!);
        builder.HasIndex(l => new { l.TenantId, l.PartnerId, l.Name }).IsUnique();
    }
}
