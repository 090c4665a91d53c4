using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Modules.Gateway;

/// <summary>Settings of section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Failed authentications a minute that one address may have before it gets 429. 1 to 100,000, default 300.</summary>
    [Range(1, 100_000)]
    public int FailuresPerMinute { get; set; } = 300;

    /// <summary>Requests a second that one credential may send for long. 1 to 1,000,000, default 100.</summary>
    [Range(1, 1_000_000)]
    public int BurstPerSecond { get; set; } = 100;

    /// <summary>Requests that one credential may send at once. 1 to 1,000,000, default 200.</summary>
    [Range(1, 1_000_000)]
    public int BurstBucket { get; set; } = 200;

    /// <summary>Days that call log rows are kept. 1 to 3,650, default 180.</summary>
    [Range(1, 3650)]
    public int LogRetentionDays { get; set; } = 180;

    /// <summary>Log rows that may wait to be written; beyond it rows are dropped and counted. 100 to 1,000,000, default 20,000.</summary>
    [Range(100, 1_000_000)]
    public int LogQueue { get; set; } = 20_000;
}
