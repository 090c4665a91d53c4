using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Platform.Outbound;

/// <summary>Registers the way out.</summary>
public static class OutboundSetup
{
    /// <summary>
    /// <see cref="OutboundHttp"/> and <see cref="AddressRules"/> as singletons, with the section <c>Outbound</c> checked at start. An
    /// <see cref="IHostResolver"/> or <see cref="TimeProvider"/> that is already there is kept.
    /// </summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutboundOptions>().Bind(configuration.GetSection(OutboundOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.TryAddSingleton<AddressRules>();
        services.TryAddSingleton<OutboundHttp>();
        return services;
    }
}
