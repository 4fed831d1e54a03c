using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// A length in a picture: <c>20px</c>, or <c>5%</c> of a side that whoever uses it names. Never negative; at most
/// 65,500 px or 100 %.
/// </summary>
[JsonConverter(typeof(ExtentConverter))]
public readonly record struct Extent
{
    /// <summary>What <see cref="Parse"/> reads, as a regular expression for schemas.</summary>
    public const string Pattern = @"^[0-9]+(\.[0-9]+)?(px|%)?$";

    private const double MostPixels = 65_500;

    private Extent(double value, bool isShare)
    {
        Value = value;
        IsShare = isShare;
    }

    /// <summary>Pixels, or per cent.</summary>
    public double Value { get; }

    /// <summary>Whether <see cref="Value"/> is in per cent.</summary>
    public bool IsShare { get; }

    /// <summary>In pixels, of a side of so many.</summary>
    public double Of(double side) => IsShare ? side * Value / 100 : Value;

    /// <summary>Reads <c>20px</c>, <c>20</c> (pixels) or <c>5%</c>.</summary>
    /// <exception cref="ArgumentException">Neither, negative, or too long.</exception>
    public static Extent Parse(string text)
    {
        var isShare = text.EndsWith('%');
        var number = isShare ? text[..^1] : text.EndsWith("px", StringComparison.Ordinal) ? text[..^2] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= (isShare ? 100 : MostPixels)
            ? new Extent(value, isShare)
            : throw new ArgumentException($"'{text}' is not a length such as 20px or 5%.", nameof(text));
    }

    public override string ToString() =>
        Value.ToString(CultureInfo.InvariantCulture) + (IsShare ? "%" : "px");

    private sealed class ExtentConverter : JsonConverter<Extent>
    {
        public override Extent Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            try
            {
                return Parse(reader.GetString() ?? "");
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(Utf8JsonWriter writer, Extent value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
