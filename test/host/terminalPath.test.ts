import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../waiting';
import { AgentsHost } from './agentsHost';

/** Node writes down the environment it finds. */
const script = 'require("fs").writeFileSync(process.argv[1], JSON.stringify(process.env))';

describe('the command line', () => {
  it('is on the PATH of the terminals of a local window, and not of a remote one', async () => {
    const host = await AgentsHost.open();
    // The extension goes on to terminals once the balance shows.
    await host.refreshUntil(({ credits }) => credits !== undefined);
    const isLocal = vscode.env.remoteName === undefined;
    const { extensionPath = '' } =
      vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits') ?? {};
    const found = await until('a terminal with that PATH', async () => {
      const environment = await environmentOfTerminal(host);
      const programs = (environment['PATH'] ?? '').split(delimiter);
      const isThere = programs.some((folder) => folder.startsWith(extensionPath));
      return isThere === isLocal ? environment : undefined;
    });
    assert.equal(found['LEADMAGIC_NODE'] !== undefined, isLocal);
  });
});

async function environmentOfTerminal(host: AgentsHost): Promise<Readonly<Record<string, string>>> {
  const file = await host.write('environment.json', '');
  const terminal = vscode.window.createTerminal({
    shellPath: process.execPath,
    shellArgs: ['-e', script, file.fsPath],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  try {
    return await until('the environment', async () => {
      const text = await host.read('environment.json');
      const parsed: unknown = text === '' ? undefined : JSON.parse(text);
      return isStrings(parsed) ? parsed : undefined;
    });
  } finally {
    terminal.dispose();
  }
}

function isStrings(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'string')
  );
}
