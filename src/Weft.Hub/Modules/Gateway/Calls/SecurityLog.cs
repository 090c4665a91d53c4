using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>A request that belongs to no tenant: unknown key or malformed headers. Without the body (openapi-gateway 9).</summary>
internal sealed class SecurityLogRow : Row, IPlatformWide
{
    public DateTime CreateTime { get; init; }
    public string Address { get; init; } = "";
    public string HttpMethod { get; init; } = "";
    public string RequestPath { get; init; } = "";
    public string? AppKey { get; init; }
    public string Reason { get; init; } = "";
}

internal sealed class SecurityLogRowMapping : IEntityTypeConfiguration<SecurityLogRow>
{
    public void Configure(EntityTypeBuilder<SecurityLogRow> builder)
    {
        builder.ToTable("security_log");
        builder.Property(r => r.Address).HasMaxLength(45);
        builder.Property(r => r.HttpMethod).HasMaxLength(16);
        builder.Property(r => r.RequestPath).HasMaxLength(200);
        builder.Property(r => r.AppKey).HasMaxLength(64);
        builder.Property(r => r.Reason).HasMaxLength(32);
        builder.HasIndex(r => r.CreateTime);
    }
}

/// <summary>The platform's log of such requests, at most so many a minute from one address and in all, so that nobody can fill it.</summary>
internal sealed class SecurityLog
{
    private const int PerAddressAndMinute = 30;
    private const int AddressesAMinute = 1000;

    private readonly Channel<SecurityLogRow> queue = Channel.CreateBounded<SecurityLogRow>(
        new BoundedChannelOptions(2000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ConcurrentDictionary<IPAddress, int> counts = new();
    private long minute;

    public ChannelReader<SecurityLogRow> Reader => queue.Reader;

    public void Write(GatewayAttempt attempt, string reason)
    {
        var now = attempt.Now.Ticks / TimeSpan.TicksPerMinute;
        if (Interlocked.Exchange(ref minute, now) != now)
        {
            counts.Clear();
        }
        if (counts.Count >= AddressesAMinute && !counts.ContainsKey(attempt.Address))
        {
            return;
        }
        if (counts.AddOrUpdate(attempt.Address, 1, static (_, n) => n + 1) > PerAddressAndMinute)
        {
            return;
        }
        queue.Writer.TryWrite(new SecurityLogRow
        {
            CreateTime = attempt.Now,
            Address = attempt.Address.ToString(),
            HttpMethod = Cut(attempt.Method, 16),
            RequestPath = Cut(attempt.RawPath, 200),
            AppKey = attempt.AppKey.Length == 0 ? null : Cut(attempt.AppKey, 64),
            Reason = reason,
        });
    }

    private static string Cut(string text, int length)
    {
        text = text.Replace('\0', '\uFFFD');
        return text.Length <= length ? text : text[..length];
    }
}

/// <summary>Writes what <see cref="SecurityLog"/> took. Each node writes its own.</summary>
internal sealed class SecurityLogWriter(SecurityLog log, IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (await log.Reader.WaitToReadAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
            var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
            for (var i = 0; i < 100 && log.Reader.TryRead(out var row); i++)
            {
                db.Add(row);
            }
            await db.SaveChangesAsync(stoppingToken);
        }
    }
}
