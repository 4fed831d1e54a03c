using Pipeline.Worker.Marketplaces;

namespace Pipeline.Embedded;

/// <summary>Shows what became of each verified file.</summary>
internal interface IVerdicts
{
    /// <param name="report">Every rule on the file.</param>
    /// <param name="passed">Whether the file passes, advice counted or not as the caller asked.</param>
    void Show(VerificationReport report, bool passed);

    /// <summary>After the last file.</summary>
    void Summarise(int passed, int failed);
}
