using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Pipeline.Worker.Tests.Support;

/// <summary>An array as numpy saves it (NEP 1), row-major and little-endian.</summary>
/// <param name="Type">Such as <c>f4</c>.</param>
/// <param name="Shape">Size of each dimension.</param>
/// <param name="Bytes">The numbers.</param>
internal sealed partial record NumpyFile(string Type, long[] Shape, byte[] Bytes)
{
    public float[] Floats => Type == "f4"
        ? MemoryMarshal.Cast<byte, float>(Bytes).ToArray()
        : throw new InvalidDataException($"The array holds {Type}.");

    public static NumpyFile Read(string path) => Parse(File.ReadAllBytes(path));

    public static NumpyFile Parse(byte[] file)
    {
        var headLength = file[6] == 1 ? BitConverter.ToUInt16(file, 8) : BitConverter.ToInt32(file, 8);
        var headStart = file[6] == 1 ? 10 : 12;
        var head = System.Text.Encoding.ASCII.GetString(file, headStart, headLength);
        long[] shape = [.. Shapes().Match(head).Groups[1].Value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        var bytes = file[(headStart + headLength)..];
        return new NumpyFile(
            Types().Match(head).Groups[1].Value,
            shape,
            head.Contains("'fortran_order': True", StringComparison.Ordinal) ? ByRows(bytes, shape) : bytes);
    }

    /// <summary>Of a matrix that is stored by columns.</summary>
    private static byte[] ByRows(byte[] columns, long[] shape)
    {
        var (height, width) = ((int)shape[0], (int)shape[1]);
        var size = columns.Length / (height * width);
        return [.. from i in Enumerable.Range(0, height * width)
                   let at = ((i % width * height) + (i / width)) * size
                   from value in columns[at..(at + size)]
                   select value];
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shapes();

    [GeneratedRegex("'descr': '[<|=]([a-z][0-9]+)'")]
    private static partial Regex Types();
}
