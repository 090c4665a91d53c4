using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting.Demo;

/// <summary>The random secrets of one demo folder, in a file that only its owner reads; among them the master key.</summary>
internal sealed class DemoSecrets
{
    private const string MasterKeyName = "master key";

    // Without 0/O and 1/l/I: people type demo passwords from the screen.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly string file;
    private readonly JsonObject values;

    private DemoSecrets(string file, JsonObject values) => (this.file, this.values) = (file, values);

    public string MasterKey => Get(MasterKeyName, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <exception cref="CannotStartException">The file is there and can not be read as what it should be.</exception>
    public static DemoSecrets Open(string folder)
    {
        var file = new DataFolder(folder).File("demo-secrets.json");
        if (!File.Exists(file))
        {
            return new DemoSecrets(file, []);
        }
        try
        {
            return new DemoSecrets(file, JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new JsonException());
        }
        catch (JsonException broken)
        {
            throw new CannotStartException($"{file} is damaged. With it the demo's database can be read, without it not: restore it, or delete {folder} to start anew.", broken);
        }
    }

    public string? Find(string name) => values[name]?.GetValue<string>();

    public string Get(string name, Func<string>? make = null)
    {
        if (Find(name) is { } kept)
        {
            return kept;
        }
        var fresh = make?.Invoke() ?? RandomNumberGenerator.GetString(Letters, 16);
        Keep(name, fresh);
        return fresh;
    }

    public void Keep(string name, string value)
    {
        if (Find(name) != value)
        {
            values[name] = value;
            PrivateFile.Write(file, values);
        }
    }
}
