const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const vscode = require('vscode');

exports.activate = async (context) => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  const startedAt = Date.now();
  context.subscriptions.push(
    vscode.commands.registerCommand('leadmagicBench.profile', async () => {
      const { profile } = await session.post('Profiler.stop');
      session.disconnect();
      writeFileSync(process.env.LEADMAGIC_BENCH_PROFILE, JSON.stringify({ startedAt, profile }));
    }),
  );
};
