namespace Weft.Hub.Modules.Production;

/// <summary>Documents of which customers' systems are told.</summary>
public enum PushedDocument
{
    Inspection,
    Shipment,
    Statement,
}

/// <summary>How far the telling has come.</summary>
public enum PushState
{
    Waiting,
    Sent,
    Failed,
}

/// <summary>Says whether customers' systems were told of documents; whoever tells them implements it, once for each kind.</summary>
public interface IDocumentPushes
{
    PushedDocument Document { get; }

    /// <summary>By the documents' numbers, in one query; a document that no one was told of is not in the answer.</summary>
    Task<IReadOnlyDictionary<string, PushState>> ReadAsync(IReadOnlyCollection<string> orderNos, IReadOnlyCollection<string> numbers, CancellationToken ct);

    /// <summary>How many applications are told of a document of such an order.</summary>
    /// <param name="fromGateway">The order came from a customer's system.</param>
    /// <param name="sourceAppId">By which application.</param>
    /// <param name="ct">Stops.</param>
    Task<int> AudienceAsync(bool fromGateway, long? sourceAppId, CancellationToken ct);
}
