namespace Weft.Hub.CompiledModel.Sqlite;

/// <summary>What the tool can not write: see <see cref="ModelFilters"/>.</summary>
public partial class SqliteHubDbContextModel
{
    partial void Customize() => ModelFilters.Add(this);
}
