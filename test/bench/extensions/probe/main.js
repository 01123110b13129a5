const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('leadmagicBench.marks', () => {
      writeFileSync(
        process.env.LEADMAGIC_BENCH_MARKS,
        JSON.stringify(globalThis.MonacoPerformanceMarks.getMarks()),
      );
    }),
  );
};
