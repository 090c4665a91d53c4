using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>Adds styles to the tenant's library. Changes the context; the caller commits, in a unit of work where others may add the same number.</summary>
public sealed class RegisterStyles(HubDbContext db)
{
    /// <summary>For each style its id, or a refusal when the number is taken, by an earlier one of the list as well. Existing styles are never changed.</summary>
    public async Task<IReadOnlyList<Result<long>>> ExecuteAsync(IReadOnlyList<(string StyleNo, StyleContent Content)> styles, CancellationToken ct)
    {
        var styleNos = styles.Select(s => s.StyleNo).ToList();
        var taken = (await db.Set<Style>().Where(s => styleNos.Contains(s.StyleNo)).Select(s => s.StyleNo).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        List<Result<long>> results = [];
        foreach (var (styleNo, content) in styles)
        {
            if (!taken.Add(styleNo))
            {
                results.Add(ProductionErrors.StyleNoTaken.With(styleNo));
                continue;
            }
            var style = new Style(db.FilterTenant, styleNo, content);
            db.Add(style);
            results.Add(style.Id);
        }
        return results;
    }

    /// <summary>
    /// Adds processes to one style: for each its name, or a refusal when the style has a process of that name. Refused as a whole when there is no such style.
    /// </summary>
    public async Task<Result<IReadOnlyList<Result<string>>>> AddProcessesAsync(string styleNo, IReadOnlyList<StyleProcessInput> processes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(processes);
        var style = await db.Set<Style>().Include(s => s.Processes).FirstOrDefaultAsync(s => s.StyleNo == styleNo, ct);
        if (style is null)
        {
            return ProductionErrors.StyleNotFound;
        }
        var taken = style.Processes.Select(p => p.ProcessName).ToHashSet(StringComparer.Ordinal);
        List<Result<string>> results = [];
        foreach (var process in processes)
        {
            if (!taken.Add(process.ProcessName))
            {
                results.Add(ProductionErrors.ProcessNameTaken.With(process.ProcessName));
                continue;
            }
            style.Add(process);
            results.Add(process.ProcessName);
        }
        return results;
    }
}
