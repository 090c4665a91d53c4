using Weft.Hub.Console;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Colours × sizes × pieces while a person types them; empty cells are no lines.</summary>
public sealed class SizeMatrix
{
    private readonly Dictionary<(string Color, string Size), int> pieces = [];

    public IList<string> Colors { get; } = [];

    public IList<string> Sizes { get; } = [];

    public long Total => Colors.Sum(OfColor);

    public int? this[string color, string size]
    {
        get => pieces.TryGetValue((color, size), out var count) ? count : null;
        set
        {
            if (value is > 0 and var count)
            {
                pieces[(color, size)] = count;
            }
            else
            {
                pieces.Remove((color, size));
            }
        }
    }

    public long OfColor(string color) => Sizes.Sum(size => (long)(this[color, size] ?? 0));

    public long OfSize(string size) => Colors.Sum(color => (long)(this[color, size] ?? 0));

    /// <summary>Adds the words of a list such as “红,蓝”, also with Chinese commas; those that are there stay.</summary>
    public static void Add(IList<string> words, string? list)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in (list ?? "").Split([',', '，', '、', ';', '；', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!words.Contains(word))
            {
                words.Add(word);
            }
        }
    }

    public IReadOnlyList<OrderLineInput> Lines() =>
        [.. Colors.SelectMany(color => Sizes.Select(size => (color, size))).Where(cell => this[cell.color, cell.size] is > 0)
            .Select(cell => new OrderLineInput(cell.color, cell.size, this[cell.color, cell.size]!.Value))];

    public static SizeMatrix Of(IEnumerable<OrderLineInput> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var matrix = new SizeMatrix();
        foreach (var line in lines)
        {
            if (!matrix.Colors.Contains(line.Color))
            {
                matrix.Colors.Add(line.Color);
            }
            if (!matrix.Sizes.Contains(line.Size))
            {
                matrix.Sizes.Add(line.Size);
            }
            matrix[line.Color, line.Size] = line.Quantity;
        }
        return matrix;
    }

    internal static string Shown(long pieces) => pieces == 0 ? "—" : Texts.Number(pieces);
}
