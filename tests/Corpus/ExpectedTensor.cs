using System.Globalization;
using System.Text;

namespace Pipeline.Corpus;

/// <param name="Name">In the checkpoint.</param>
/// <param name="Type">PyTorch's word for what its numbers are.</param>
/// <param name="Shape">Size of each dimension.</param>
/// <param name="Bytes">The numbers, row-major and little-endian.</param>
internal sealed record ExpectedTensor(string Name, string Type, long[] Shape, byte[] Bytes)
{
    /// <summary>A line of name, type and shape for each, an empty line, and the bytes in that order.</summary>
    public static IReadOnlyList<ExpectedTensor> ParseAll(ReadOnlySpan<byte> file)
    {
        var headEnd = file.IndexOf("\n\n"u8);
        var lines = Encoding.ASCII.GetString(file[..headEnd]).Split('\n');
        var rest = file[(headEnd + 2)..];
        var tensors = new List<ExpectedTensor>();
        foreach (var line in lines.Select(line => line.Split(' ')))
        {
            long[] shape = [.. line[2].Split('x', StringSplitOptions.RemoveEmptyEntries)
                .Select(dimension => long.Parse(dimension, CultureInfo.InvariantCulture))];
            var length = (int)shape.Aggregate(1L, (product, dimension) => product * dimension) * SizeOf(line[1]);
            tensors.Add(new ExpectedTensor(line[0], line[1], shape, rest[..length].ToArray()));
            rest = rest[length..];
        }

        return rest.IsEmpty ? tensors : throw new InvalidDataException("The fixture holds more than it says.");
    }

    private static int SizeOf(string type) => type switch
    {
        "float64" or "int64" => 8,
        "float32" or "int32" => 4,
        "float16" or "bfloat16" or "int16" => 2,
        _ => 1,
    };
}
