using System.Net;
using System.Reflection;

namespace Pipeline.Measure.Pages;

/// <summary>The frame of every page: style and script inside, no file but the thumbnails beside it.</summary>
internal static class Page
{
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Writes a page and makes its folder.</summary>
    /// <param name="file">Where.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="body">Markup.</param>
    public static void Write(string file, string title, string body)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(title)}</title>
            <style>
            {Resource("page.css")}</style>
            </head>
            <body>
            <main>
            <h1>{Escape(title)}</h1>
            {body}
            </main>
            <script>
            {Resource("page.js")}</script>
            </body>
            </html>

            """);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
