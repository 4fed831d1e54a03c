namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What is done to a map of probabilities before it is used.</summary>
public enum OutputSpread
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// Its lowest value becomes 0 and its highest 1, if the lowest is below 0.5 and the highest is not. A map on one side of
    /// 0.5 stays as it is: spread, the noise of a picture without a subject would become a subject.
    /// </summary>
    MinMax,
}
