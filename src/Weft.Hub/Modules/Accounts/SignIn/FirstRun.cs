using System.Security.Cryptography;
using System.Text;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

internal sealed record SetupRequest(string Code, string Username, string Name, string Password);

/// <summary>
/// While there is no operator, a code lies in the data folder: who can read it may make the first one. No default password exists (app-store S18).
/// Each node has a file of its own; the first set-up closes all of them.
/// </summary>
internal sealed partial class FirstRun(CreateOperator create, TenantScope scope, DataFolder folder, IHostEnvironment environment, ILogger<FirstRun> logger) : ISeed
{
    private const string FileName = "setup-code.txt";

    public async Task RunAsync(CancellationToken ct)
    {
        if (environment.IsEnvironment("Demo"))
        {
            // Its own step makes the operator a moment later.
            return;
        }
        scope.EnterPlatform();
        var path = folder.File(FileName);
        if (await create.ExistsAsync(ct))
        {
            File.Delete(path);
        }
        else if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            await using var file = new StreamWriter(path, options);
            await file.WriteLineAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            Log.CodeWritten(logger, path);
        }
    }

    public static async Task<Answer<SetPasswordAnswer>> SetUpAsync(Fields fields, CreateOperator create, TenantScope scope, DataFolder folder, CancellationToken ct)
    {
        var code = fields.Text("code", 64, required: true);
        var (username, name, password) = (fields.Text("username", 64, required: true), UsernameRules.ReadName(fields, "name", required: true), fields.Text("password", Passwords.MaxLength, required: true));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        scope.EnterPlatform();
        var path = folder.File(FileName);
        if (!File.Exists(path) || await create.ExistsAsync(ct))
        {
            return AccountsErrors.SetupDone;
        }
        var expected = (await File.ReadAllTextAsync(path, ct)).Trim();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(code!)))
        {
            return AccountsErrors.SetupCodeWrong;
        }
        var made = await create.ExecuteAsync(username!, name!, new SecretText(password!), ct);
        if (made.IsRefused(out var refusal))
        {
            return refusal;
        }
        File.Delete(path);
        return new SetPasswordAnswer(username!);
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "There is no platform operator yet: make one at /setup with the code in {Path}")]
        public static partial void CodeWritten(ILogger logger, string path);
    }
}
