namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>Pieces of one SKU with the prices that the document keeps.</summary>
internal sealed record PricedPieces(string SkuCode, string StyleNo, string Color, string Size, int Quantity, decimal? SalesPrice, decimal? CostPrice);

/// <summary>What leaves, and of which order: found and priced before the document is written.</summary>
internal sealed record OutstockGoods(long? OrderId, string? OrderNo, string StyleNo, string StyleName, IReadOnlyList<PricedPieces> Items);
