using Microsoft.Extensions.Diagnostics.HealthChecks;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Ready means: the database answers.</summary>
internal sealed class DatabaseHealth(HubDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = database.NewConnection();
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "select 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
