// Runs a program in a process group of its own and ends the whole group when the program ends, when told to, or when
// the parent is gone, however it went: the parent's death closes this process's stdin, even after SIGKILL.
// Usage: node supervisor.cjs FOLDER_TO_REMOVE_AT_THE_END|- COMMAND ARG...
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { rm } = require('node:fs/promises');

const [leftover, command, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';
const graceMs = 5_000;

// Only a shell can start a .cmd file (npm, VS Code's command line), and it wants blanks quoted.
const shell = windows && /\.cmd$/i.test(command);
const quote = (text) => (shell && /\s/.test(text) ? `"${text}"` : text);
const child = spawn(quote(command), args.map(quote), {
  detached: !windows,
  shell,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = new Promise((resolve) => {
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    resolve(127);
  });
  child.once('exit', (code) => resolve(code ?? 1));
});
const told = new Promise((resolve) => {
  process.stdin.once('close', resolve).resume();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
});
// Whoever read the output may be gone; that must not keep the group alive.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void Promise.race([ended, told]).then(async () => {
  await endGroup();
  const code = await ended;
  if (leftover !== '-') {
    await rm(leftover, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(
      () => undefined,
    );
  }
  process.exit(code);
});

async function endGroup() {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  const deadline = Date.now() + graceMs;
  signalGroup('SIGTERM');
  while (signalGroup(0)) {
    if (Date.now() > deadline) {
      signalGroup('SIGKILL');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** @returns false when no process of the group is left */
function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}
