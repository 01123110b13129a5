const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('leadmagicBench.blank', () => {
      const { Active } = vscode.ViewColumn;
      const { webview } = vscode.window.createWebviewPanel('blank', 'Blank', Active, { enableScripts: true });
      webview.html = '<!DOCTYPE html><html><body><p elementtiming="balance">0</p></body></html>';
    }),
  );
};
