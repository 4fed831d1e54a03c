using System.IO.Compression;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Pipeline.Worker.Tests.Support;

/// <summary>Several arrays as numpy saves them: a zip of <see cref="NumpyFile"/>s.</summary>
internal sealed class NumpyArchive(string path) : IDisposable
{
    private readonly ZipArchive _archive = ZipFile.OpenRead(path);

    public NumpyFile this[string name]
    {
        get
        {
            using var stream = _archive.GetEntry(name + ".npy")!.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return NumpyFile.Parse(content.ToArray());
        }
    }

    /// <summary>An array of H × W or H × W × 3 as a picture.</summary>
    public Mat Picture(string name)
    {
        var array = this[name];
        var channels = array.Shape.Length == 3 ? (int)array.Shape[2] : 1;
        var depth = array.Type switch { "u1" => MatType.CV_8U, "f4" => MatType.CV_32F, _ => MatType.CV_64F };
        var picture = new Mat((int)array.Shape[0], (int)array.Shape[1], MatType.MakeType(depth, channels));
        Marshal.Copy(array.Bytes, 0, picture.Data, array.Bytes.Length);
        return picture;
    }

    public void Dispose() => _archive.Dispose();
}
