using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Keeps <c>/health/ready</c> from saying yes before the start's own work is done; a Hub without such work is ready at once.</summary>
internal sealed class Readiness(string? waitsFor = null) : IHealthCheck
{
    private volatile string? waitsFor = waitsFor;

    public void Release() => waitsFor = null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(waitsFor is { } what ? HealthCheckResult.Unhealthy(what) : HealthCheckResult.Healthy());
}
