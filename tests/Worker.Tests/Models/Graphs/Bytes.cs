namespace Pipeline.Worker.Tests.Models.Graphs;

/// <summary>Pictures that are nothing but different bytes.</summary>
internal static class Bytes
{
    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Deviation = [0.229, 0.224, 0.225];

    public static byte[] Make(int count)
    {
        var bytes = new byte[count];
        new Random(8).NextBytes(bytes);
        return bytes;
    }

    /// <summary>What torchvision makes of a picture, [N, 3, H, W], red first.</summary>
    /// <param name="picture">[N, H, W, 3], blue first.</param>
    /// <param name="batch">N.</param>
    public static float[] Normalised(byte[] picture, int batch)
    {
        var pixels = picture.Length / 3 / batch;
        return [.. from n in Enumerable.Range(0, batch)
                   from colour in Enumerable.Range(0, 3)
                   from pixel in Enumerable.Range(0, pixels)
                   let value = picture[(((n * pixels) + pixel) * 3) + 2 - colour] / 255.0
                   select (float)((value - Mean[colour]) / Deviation[colour])];
    }
}
