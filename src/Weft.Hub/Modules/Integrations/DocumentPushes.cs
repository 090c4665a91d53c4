using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;

namespace Weft.Hub.Modules.Integrations;

/// <summary>One kind of document in the events that tell of it.</summary>
/// <param name="states">What became of events.</param>
/// <param name="document">The kind.</param>
/// <param name="type">The event that tells of it.</param>
/// <param name="field">Where the event's data has the document's number (openapi-gateway 7.3).</param>
internal sealed class DocumentPushes(PushStates states, PushedDocument document, string type, string field) : IDocumentPushes
{
    public PushedDocument Document => document;

    public async Task<IReadOnlyDictionary<string, PushState>> ReadAsync(IReadOnlyCollection<string> orderNos, IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        (await states.ReadAsync(type, field, orderNos, numbers, ct)).ToDictionary(
            s => s.Key, s => s.Value switch { "DEAD" => PushState.Failed, "DELIVERED" => PushState.Sent, _ => PushState.Waiting }, StringComparer.Ordinal);
}

/// <summary>Registers what an integration tells of.</summary>
internal static class DocumentPushesSetup
{
    public static void AddDocumentPushes(this IServiceCollection services, PushedDocument document, string type, string field) =>
        services.AddScoped<IDocumentPushes>(provider => new DocumentPushes(provider.GetRequiredService<PushStates>(), document, type, field));
}
