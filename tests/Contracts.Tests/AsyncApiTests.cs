using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Pipeline.Contracts.Tests;

/// <summary><c>Contracts/asyncapi.json</c> is what anyone reads who listens without these types.</summary>
public sealed class AsyncApiTests
{
    [Fact]
    public void The_description_is_that_of_the_contracts()
    {
        var written = AsyncApi.Document();
        var approved = Path.Combine(Contracts(), "asyncapi.json");

        if (!File.Exists(approved) || File.ReadAllText(approved) != written)
        {
            File.WriteAllText(Path.Combine(Contracts(), "asyncapi.received.json"), written);
            Assert.Fail("asyncapi.json is another than asyncapi.received.json beside it; compare, and move it over.");
        }
    }

    [Fact]
    public void Every_reference_in_it_leads_somewhere()
    {
        var document = JsonNode.Parse(AsyncApi.Document())!;

        Assert.All(References(document), reference => Assert.NotNull(
            reference[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step])));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } one when one["$ref"] is { } to => [to.GetValue<string>()],
        JsonObject many => many.SelectMany(pair => References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static string Contracts([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Contracts"));
}
