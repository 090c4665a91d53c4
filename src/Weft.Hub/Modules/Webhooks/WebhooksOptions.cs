using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>Settings of section <c>Webhooks</c>. What openapi-gateway 7.4 fixes (2 calls in flight per credential, timeouts, the retry schedule) is no setting.</summary>
public sealed class WebhooksOptions
{
    public const string Section = "Webhooks";

    /// <summary>Send webhooks on this node. Default: true. A node that does not send still accepts events; another one sends them.</summary>
    public bool Send { get; set; } = true;

    /// <summary>
    /// Most calls in flight on this node. 8 to 2,000, default 256. Receivers whose last call failed share at most half of them, so that many hanging
    /// receivers can not use up what healthy ones need.
    /// </summary>
    [Range(8, 2000)]
    public int MaxCallsInFlight { get; set; } = 256;

    /// <summary>Most deliveries taken from one credential at a time, before others have their turn. 1 to 500, default 100.</summary>
    [Range(1, 500)]
    public int DeliveriesPerTurn { get; set; } = 100;

    /// <summary>Most deliveries that this node holds in memory at a time, bodies included. 100 to 100,000, default 10,000.</summary>
    [Range(100, 100_000)]
    public int MaxDeliveriesInMemory { get; set; } = 10_000;

    /// <summary>Seconds after which a node looks for work that another node left, or that has become due. 1 to 60, default 1.</summary>
    [Range(1, 60)]
    public int PollSeconds { get; set; } = 1;

    /// <summary>Days for which closed deliveries are kept, to be listed, fetched and sent again. 1 to 3,650, default 180.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 180;

    /// <summary>How many deliveries a bulk recovery sets due at a time; the next ones follow when these are worked off. 1 to 10,000, default 500.</summary>
    [Range(1, 10_000)]
    public int RecoveryChunk { get; set; } = 500;
}
