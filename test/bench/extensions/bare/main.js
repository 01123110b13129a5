const vscode = require('vscode');

exports.activate = (context) => {
  const item = vscode.window.createStatusBarItem('bare', vscode.StatusBarAlignment.Right, 1);
  item.text = 'bare';
  item.show();
  context.subscriptions.push(item);
};
