using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>A list kept as JSON in one column: it is read and written as a whole, and never searched in.</summary>
internal static class JsonColumn
{
    public static PropertyBuilder<IReadOnlyList<T>> HasJson<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        new ValueConverter<IReadOnlyList<T>, string>(list => Write(list), text => Read<T>(text)),
        // The lists are replaced, never changed in place.
        new ValueComparer<IReadOnlyList<T>>((a, b) => ReferenceEquals(a, b), list => list.Count, list => list));

    // Both are named by the model that is written as code.
    internal static string Write<T>(IReadOnlyList<T> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize(list, EnvelopeWriter.Json);

    internal static IReadOnlyList<T> Read<T>(string text) => text.Length <= 2 ? [] : JsonSerializer.Deserialize<List<T>>(text, EnvelopeWriter.Json)!;
}
