namespace Weft.Hub.CompiledModel.Postgres;

/// <summary>What the tool can not write: see <see cref="ModelFilters"/>.</summary>
public partial class PostgresHubDbContextModel
{
    partial void Customize() => ModelFilters.Add(this);
}
