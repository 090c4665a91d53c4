namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>One row of a cut: each becomes a bundle.</summary>
internal sealed record BundleRow(string Color, string Size, int Quantity);
