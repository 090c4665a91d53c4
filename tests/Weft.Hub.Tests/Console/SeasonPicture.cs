using System.Buffers.Binary;
using System.IO.Compression;

namespace Weft.Hub.Tests.Console;

/// <summary>A picture of a garment, for pages that show covers: a coat in one colour on a light ground.</summary>
internal static class SeasonPicture
{
    private const int Width = 150, Height = 200;

    /// <param name="color">0xRRGGBB.</param>
    public static byte[] Png(int color)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                // No filter, then one pixel after the other.
                packed.WriteByte(0);
                for (var x = 0; x < Width; x++)
                {
                    var inside = IsCoat(x - (Width / 2), y);
                    var light = (byte)(235 - (y / 10));
                    packed.Write(inside ? [Shade(color >> 16, x), Shade(color >> 8, x), Shade(color, x)] : [light, light, (byte)(light + 6)]);
                }
            }
        }
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 2);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Shoulders, a waist, and a hem that widens.</summary>
    private static bool IsCoat(int fromMiddle, int y)
    {
        var half = y switch { < 25 => 0, < 45 => 18 + ((y - 25) * 1.6), < 100 => 34 - ((y - 45) * 0.2), < 180 => 23 + ((y - 100) * 0.3), _ => 0 };
        var sleeve = y is > 45 and < 125 && Math.Abs(Math.Abs(fromMiddle) - 42 - ((y - 45) * 0.1)) < 8;
        return (Math.Abs(fromMiddle) < half && Math.Abs(fromMiddle) > 0) || sleeve;
    }

    private static byte Shade(int color, int x) => (byte)Math.Clamp((color & 0xFF) - (Math.Abs(x - (Width / 2)) / 2), 0, 255);

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>PNG, annex D.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }
        return ~crc;
    }
}
