using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>The tenant's key for the check on its bundles' labels, sealed by the master key. Made with the first bundle.</summary>
internal sealed class LabelKey : Row, ITenantOwned
{
    public const string Table = "label_keys";
    public const string Column = "sealed_key";

    private LabelKey()
    {
    }

    public long TenantId { get; private set; }
    public byte[] SealedKey { get; private set; } = [];
}

internal sealed class LabelKeyMapping : IEntityTypeConfiguration<LabelKey>
{
    public void Configure(EntityTypeBuilder<LabelKey> builder)
    {
        builder.ToTable(LabelKey.Table);
        builder.HasIndex(k => k.TenantId).IsUnique();
    }
}

/// <summary>Writes the QR codes of bundles (production-domain 5).</summary>
internal sealed class BundleLabels(HubDbContext db, SecretBox box)
{
    // Without letters that people confuse with digits; eight of them are 40 bits.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CheckLength = 8;

    /// <summary>Labels the bundles, which the context has added already: the check covers the id, so that the label of a bundle that was taken back is worth nothing.</summary>
    public async Task LabelAsync(string orderNo, IReadOnlyList<CuttingBundle> bundles, CancellationToken ct)
    {
        var key = await KeyAsync(ct);
        foreach (var bundle in bundles)
        {
            var text = FormattableString.Invariant($"{orderNo}-{bundle.StyleNo}-{bundle.Color}-{bundle.Size}-{bundle.Quantity}-{bundle.BundleNo}");
            bundle.Label($"{text}-{Check(key, text, bundle.Id)}");
        }
    }

    private static string Check(byte[] key, string text, long bundleId)
    {
        var mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{bundleId}\n{text}")));
        return string.Create(CheckLength, mac, static (check, bytes) =>
        {
            for (var i = 0; i < check.Length; i++)
            {
                check[i] = Alphabet[bytes[i] & 31];
            }
        });
    }

    private async Task<byte[]> KeyAsync(CancellationToken ct)
    {
        var tenant = db.FilterTenant;
        var stored = await db.Set<LabelKey>().AsNoTracking().FirstOrDefaultAsync(ct);
        if (stored is null)
        {
            var id = db.NextId();
            var made = box.Seal(new SecretText(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), LabelKey.Table, LabelKey.Column, tenant);
            // Another node may make it at the same moment: the first one stays.
            await db.Database.ExecuteSqlAsync($"INSERT INTO label_keys (id, tenant_id, sealed_key) VALUES ({id}, {tenant}, {made}) ON CONFLICT DO NOTHING", ct);
            stored = await db.Set<LabelKey>().AsNoTracking().FirstAsync(ct);
        }
        return Convert.FromBase64String(box.Open(stored.SealedKey, LabelKey.Table, LabelKey.Column, tenant).Reveal());
    }
}
