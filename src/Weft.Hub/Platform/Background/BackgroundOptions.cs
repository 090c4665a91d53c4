namespace Weft.Hub.Platform.Background;

/// <summary>Settings of section <c>Background</c>.</summary>
public sealed class BackgroundOptions
{
    public const string Section = "Background";

    /// <summary>Run jobs by the clock on this node. With false at least one other node of the database must run them. Default: true.</summary>
    public bool Jobs { get; set; } = true;

    /// <summary>Pass committed events on from this node. Default: true; at least one node must.</summary>
    public bool Relay { get; set; } = true;
}
