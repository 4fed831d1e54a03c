using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Recipes;

namespace Pipeline.Dispatcher.Tests.Recipes;

public sealed class RecipeFileTests
{
    [Fact]
    public void A_recipe_is_read_with_comments_and_its_schema()
    {
        var recipe = RecipeFile.Parse(
            """
            {
              "$schema": "./recipe.schema.json",
              // for the shop
              "renditions": [
                { "name": "shop", "format": "Jpeg", "background": "#FFFFFF", "margin": "5%", "canvas": { "width": 20, "height": 10 } },
                { "name": "matte", "channels": "Alpha" },
              ],
              "keep": [{ "left": "10px", "top": "0px", "width": "5%", "height": "100%" }],
            }
            """);

        Assert.Equal(["shop", "matte"], recipe.Renditions.Select(rendition => rendition.Name));
        Assert.Equal("#ffffff", recipe.Renditions[0].Background);
        Assert.Equal(Extent.Parse("5%"), recipe.Renditions[0].Margin);
        Assert.Equal("10px,0px,5%,100%", Assert.Single(recipe.Keep).ToString());
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{ "rendition": [] }""", "rendition")]
    [InlineData("""{ "renditions": [] }""", "1 to 16")]
    [InlineData("""{ "renditions": [{ "qualty": 3 }] }""", "qualty")]
    [InlineData("""{ "renditions": [{ "quality": 101 }] }""", "Quality")]
    [InlineData("""{ "renditions": [{ "format": "Gif" }] }""", "format")]
    [InlineData("""{ "renditions": [{ "format": "Jpeg" }] }""", "background")]
    [InlineData("""{ "renditions": [{ "margin": "-1px" }] }""", "-1px")]
    [InlineData("""{ "renditions": [{ "name": "../x" }] }""", "../x")]
    [InlineData("""{ "renditions": [{}, {}] }""", "different names")]
    public void What_is_no_recipe_is_refused_with_what_is_wrong(string json, string told)
    {
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => RecipeFile.Parse(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_schema_is_that_of_the_contract()
    {
        var committed = File.ReadAllText(Path.Combine(Folder(), "recipe.schema.json"));

        Assert.Equal(RecipeFile.Schema(), committed);
    }

    [Fact]
    public void Every_committed_recipe_is_one_and_names_the_schema()
    {
        var recipes = Directory.GetFiles(Folder(), "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal));

        Assert.NotEmpty(recipes);
        Assert.All(recipes, file =>
        {
            Assert.NotEmpty(RecipeFile.Parse(File.ReadAllText(file)).Renditions);
            Assert.Equal("recipe.schema.json", (string?)JsonNode.Parse(File.ReadAllText(file))!["$schema"]);
        });
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "deploy", "recipes");
    }
}
