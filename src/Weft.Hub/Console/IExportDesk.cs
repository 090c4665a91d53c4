using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>How an export goes on.</summary>
/// <param name="InBackground">True when it was put into the background; false when it is small enough to be fetched at once.</param>
internal sealed record ExportBegun(bool InBackground);

/// <summary>Decides whether a page's export is fetched at once or made in the background (console-pages 1); the module that keeps exports does.</summary>
internal interface IExportDesk
{
    /// <summary>The page that lists a person's own exports.</summary>
    string Page { get; }

    /// <summary>Begins the export of a list with those filters.</summary>
    Task<Answer<ExportBegun>> BeginAsync(string list, string query, PageCall call);
}
