using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>Settings of section <c>PartnerApi</c>.</summary>
public sealed class PartnerApiOptions
{
    public const string Section = "PartnerApi";

    /// <summary>Process accepted asynchronous requests at once on this node. Default: true. When false they wait for the scheduled run.</summary>
    public bool ProcessAtOnce { get; set; } = true;

    /// <summary>Minutes between scheduled runs, counted from the full hour. 1 to 60, default 30.</summary>
    [Range(1, 60)]
    public int RunEveryMinutes { get; set; } = 30;

    /// <summary>Seconds for which a node holds a request that it processes, before another may take it up. 30 to 3,600, default 120.</summary>
    [Range(30, 3600)]
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>Largest request body in MiB. 1 to 11, default 10.</summary>
    [Range(1, 11)]
    public int MaxBodyMib { get; set; } = 10;

    /// <summary>Most shipments that one query of pending ones hands out. 1 to 5,000, default 500.</summary>
    [Range(1, 5000)]
    public int MaxExported { get; set; } = 500;

    /// <summary>Most rows of a query that changes nothing. 100 to 100,000, default 10,000.</summary>
    [Range(100, 100_000)]
    public int MaxQueried { get; set; } = 10_000;

    /// <summary>IANA name of the zone in which partners' dates and times are meant. Default: Asia/Shanghai.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Issuer in tokens; at most 20 characters. Default: weft.</summary>
    [Required, MaxLength(20)]
    public string Issuer { get; set; } = "weft";

    /// <summary>What transport errors name as their source. Default: weft.partner.v1.</summary>
    [Required, MaxLength(255)]
    public string Servlet { get; set; } = "weft.partner.v1";

    /// <summary>Token calls of one user in ten minutes. 1 to 10,000, default 20.</summary>
    [Range(1, 10_000)]
    public int TokensPerUser { get; set; } = 20;

    /// <summary>Token calls from one address in ten minutes. 1 to 100,000, default 60.</summary>
    [Range(1, 100_000)]
    public int TokensPerAddress { get; set; } = 60;

    /// <summary>Failed token calls of one user in ten minutes. 1 to 1,000, default 5.</summary>
    [Range(1, 1000)]
    public int TokenFailures { get; set; } = 5;

    /// <summary>Business calls of one partner system in a minute, on each node. 10 to 1,000,000, default 12,000.</summary>
    [Range(10, 1_000_000)]
    public int CallsPerMinute { get; set; } = 12_000;

    /// <summary>Days for which requests keep their bodies and results. 1 to 3,650, default 30. Their ids are kept for a year.</summary>
    [Range(1, 3650)]
    public int KeepRequestsDays { get; set; } = 30;

    /// <summary>Days for which the export history and the log of runs are kept. 1 to 3,650, default 60.</summary>
    [Range(1, 3650)]
    public int KeepHistoryDays { get; set; } = 60;
}
