using System.Text.Json.Serialization;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What is known of an installed model: where it came from and what was agreed to. Lies beside it.</summary>
internal sealed record InstalledModel
{
    /// <summary>Of the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>Of the ONNX file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the ONNX file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Address or name of the file that it was made from.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of that file, lower-case hexadecimal.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>Whether that file is the one that the catalogue names; else these are somebody's own weights.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>Of the weights, as the catalogue had it.</summary>
    public required string Licence { get; init; }

    /// <summary>
    /// When the operator accepted a licence that forbids commercial use; null where nothing was to accept.
    /// </summary>
    public DateTimeOffset? LicenceAcceptedAt { get; init; }

    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>Its graph in 8-bit integers; null where none was made.</summary>
    public ModelVariant? Int8 { get; init; }

    /// <summary>Its graph in half precision; null where none was made.</summary>
    public ModelVariant? Float16 { get; init; }

    /// <summary>Which of its graphs <see cref="Sha256"/> and <see cref="Bytes"/> are of; see <see cref="In"/>.</summary>
    [JsonIgnore]
    public GraphPrecision Precision { get; init; }

    /// <summary>Null in single precision, in which a model is installed, and where none was made.</summary>
    public ModelVariant? Variant(GraphPrecision precision) => precision switch
    {
        GraphPrecision.Int8 => Int8,
        GraphPrecision.Float16 => Float16,
        _ => null,
    };

    /// <summary>The model with another variant in place of what it had of this precision.</summary>
    public InstalledModel With(GraphPrecision precision, ModelVariant? variant) => precision switch
    {
        GraphPrecision.Int8 => this with { Int8 = variant },
        GraphPrecision.Float16 => this with { Float16 = variant },
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    /// <summary>The same model by its graph of that precision; null where none was made.</summary>
    public InstalledModel? In(GraphPrecision precision) => precision == GraphPrecision.Float32
        ? this
        : Variant(precision) is { } variant
            ? this with { Precision = precision, Sha256 = variant.Sha256, Bytes = variant.Bytes }
            : null;

    /// <summary>The model in each precision that it is installed in.</summary>
    public IEnumerable<InstalledModel> InEach() =>
        Enum.GetValues<GraphPrecision>().Select(In).OfType<InstalledModel>();
}
