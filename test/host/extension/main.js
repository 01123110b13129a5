const vscode = require('vscode');

/** Its own storage, and our public API as any other extension gets it. */
exports.activate = (context) => ({
  context,
  credits: () => vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits').activate(),
});
