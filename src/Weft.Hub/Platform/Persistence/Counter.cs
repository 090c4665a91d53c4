using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Persistence;

/// <summary>The last number given out for one kind of document on one day (production-domain 1). Tenant 0 counts for the platform.</summary>
internal sealed class Counter : IPlatformWide
{
    public long TenantId { get; private set; }
    public string Prefix { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public long Value { get; private set; }

    /// <summary>One atomic statement in the transaction that uses the number; rolled back with it.</summary>
    public static Task<long> NextAsync(WriteTransaction lane, long tenant, string prefix, DateOnly day) => TakeAsync(lane, tenant, prefix, day, 1);

    /// <summary>Takes several numbers at once; answers the last of them.</summary>
    public static async Task<long> TakeAsync(WriteTransaction lane, long tenant, string prefix, DateOnly day, int count)
    {
        await using var command = lane.Connection.CreateCommand();
        command.Transaction = lane.Transaction;
        command.CommandText = """
            INSERT INTO counters (tenant_id, prefix, day, value) VALUES (@tenant, @prefix, @day, @count)
            ON CONFLICT (tenant_id, prefix, day) DO UPDATE SET value = counters.value + @count
            RETURNING value
            """;
        Add(command, "tenant", tenant);
        Add(command, "prefix", prefix);
        Add(command, "day", day);
        Add(command, "count", (long)count);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

internal sealed class CounterMapping : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder)
    {
        builder.ToTable("counters");
        builder.HasKey(c => new { c.TenantId, c.Prefix, c.Day });
        builder.Property(c => c.Prefix).HasMaxLength(8);
    }
}
