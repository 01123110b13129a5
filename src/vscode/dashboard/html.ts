import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The folder the page is loaded from, and nothing else. */
export function pageFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The empty page: its own script and style only, no requests. @param range in days, to begin with */
export function pageHtml(webview: Webview, extension: Uri, title: string, range: number): string {
  const file = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(pageFolder(extension), name)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('main.css')}">
    <title>${title}</title>
  </head>
  <body>
    <div id="dashboard" data-range="${range}"></div>
    <script nonce="${nonce}" src="${file('main.js')}"></script>
  </body>
</html>`;
}
