namespace Weft.Hub.Platform.Hosting.Demo;

/// <summary>
/// What a module adds to the Hub of <c>Weft.Hub demo</c> (running 3). Steps run in their order at each demo start, so a step adds what is missing, keeps
/// what is there, and writes its part of <c>demo.json</c> each time. Register with <see cref="DemoExtensions.AddDemoStep{TStep}"/>.
/// </summary>
/// <remarks>
/// Who writes what: 100 Accounts the <c>operator</c> and the tenants with their <c>users</c>; 200 AppStore each tenant's <c>apps</c>; 300 Production
/// <c>factories</c> and <c>styles</c>; 310 PartnerApi each tenant's <c>partner</c>; 500 the ERP and the machine, <c>erp</c> and <c>machineServer</c>.
/// </remarks>
public interface IDemoStep
{
    /// <summary>Lower ones run first.</summary>
    int Order { get; }

    /// <summary>Runs in a scope of its own that is in no tenant yet; <see cref="DemoTenant.Id"/> says which to enter.</summary>
    Task RunAsync(DemoContext demo, CancellationToken ct);
}

public static class DemoExtensions
{
    public static IServiceCollection AddDemoStep<TStep>(this IServiceCollection services) where TStep : class, IDemoStep =>
        services.AddScoped<IDemoStep, TStep>();
}
