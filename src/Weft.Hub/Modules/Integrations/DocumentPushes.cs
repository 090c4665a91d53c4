using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations;

/// <summary>One kind of document in the events that tell of it.</summary>
/// <param name="Document">The kind.</param>
/// <param name="Type">The event that tells of it.</param>
/// <param name="Field">Where the event's data has the document's number (openapi-gateway 7.3).</param>
/// <param name="AppType">Whose credentials get it.</param>
internal sealed record ToldDocument(PushedDocument Document, string Type, string Field, string AppType);

/// <summary>What became of the events about one kind of document, and who hears of the next one.</summary>
internal sealed class DocumentPushes(ToldDocument told, PushStates states, CredentialDirectory credentials, TenantScope tenant, TimeProvider clock) : IDocumentPushes
{
    public PushedDocument Document => told.Document;

    public async Task<IReadOnlyDictionary<string, PushState>> ReadAsync(IReadOnlyCollection<string> orderNos, IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        (await states.ReadAsync(told.Type, told.Field, orderNos, numbers, ct)).ToDictionary(
            s => s.Key, s => s.Value switch { "DEAD" => PushState.Failed, "DELIVERED" => PushState.Sent, _ => PushState.Waiting }, StringComparer.Ordinal);

    public async Task<int> AudienceAsync(bool fromGateway, long? sourceAppId, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return (await credentials.ListAsync(tenant.Required, told.AppType, ct))
            .Count(c => c.StandingAt(now) == CredentialStanding.Good && c.CallbackUrl is not null && c.Visibility().Covers(fromGateway, sourceAppId));
    }
}

/// <summary>Registers what an integration tells of.</summary>
internal static class DocumentPushesSetup
{
    public static void AddDocumentPushes(this IServiceCollection services, PushedDocument document, string type, string field, string appType) =>
        services.AddScoped<IDocumentPushes>(provider => ActivatorUtilities.CreateInstance<DocumentPushes>(provider, new ToldDocument(document, type, field, appType)));
}
