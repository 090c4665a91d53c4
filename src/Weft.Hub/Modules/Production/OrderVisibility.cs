namespace Weft.Hub.Modules.Production;

/// <summary>Which orders someone outside sees; queries and events use this one rule (openapi-gateway 5.2). It is about keys, never about names.</summary>
/// <param name="OnlyAppId">Only orders that this credential made.</param>
/// <param name="OnlyGateway">Only orders that came through the gateway.</param>
public sealed record OrderVisibility(long? OnlyAppId, bool OnlyGateway)
{
    public static readonly OrderVisibility All = new(null, false);

    public bool Covers(bool fromGateway, long? sourceAppId) =>
        (OnlyAppId is null || sourceAppId == OnlyAppId) && (!OnlyGateway || fromGateway);
}
