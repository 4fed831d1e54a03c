namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a network is for.</summary>
internal enum ModelKind
{
    /// <summary>From a picture to the probability of being subject.</summary>
    Segmenter,

    /// <summary>From a picture and a trimap to alpha.</summary>
    Matter,
}
