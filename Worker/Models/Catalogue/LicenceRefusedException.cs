namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A licence forbids commercial use and nobody accepted that; the message says how.</summary>
internal sealed class LicenceRefusedException(ModelEntry model) : Exception(
    $"{model.Name} may not be used commercially ({model.Licence.Name}). {model.Licence.Because} "
        + $"Whoever may use it on these terms adds --accept-licence {model.Name}.")
{
    /// <exception cref="LicenceRefusedException">It forbids commercial use and is not among the accepted.</exception>
    public static void Require(ModelEntry model, IEnumerable<string> accepted)
    {
        if (model.Licence.Commercial == CommercialUse.No && !accepted.Contains(model.Name))
        {
            throw new LicenceRefusedException(model);
        }
    }
}
