using System.Net;

namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>The page that a problem's type leads to.</summary>
internal static class ProblemPage
{
    public static string Of(ProblemType type) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{{Encode(type.Title)}}</title>
          <style>
            :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
            body { max-width: 42rem; margin: 12vh auto; padding: 0 1.5rem; }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: .25rem 0 1rem; }
            code { font: .9em ui-monospace, monospace; opacity: .75; }
          </style>
        </head>
        <body>
          <main>
            <code>{{type.Status}} · {{Encode(type.Name)}}</code>
            <h1>{{Encode(type.Title)}}</h1>
            <p>{{Encode(type.Explanation)}}</p>
          </main>
        </body>
        </html>
        """;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
