import assert from 'node:assert/strict';
import type { Run } from '../../../src/runs/run';
import { Formats } from '../../../src/text/formats';
import { lastRunLine } from '../../../src/text/runWords';
import { english } from '../../../src/text/translate';
import { keyInEnvironment } from '../../../src/vscode/runs/keyInEnvironment';
import { isForTyping } from '../../../src/vscode/runs/terminalKind';

type Told = Pick<Run, 'name' | 'kind' | 'credits' | 'certainty' | 'noCost'>;

describe('the words for a run', () => {
  const formats = new Formats('en', english);
  const cases: readonly (readonly [Told, string])[] = [
    [told({ credits: 37.25 }), 'Last run: npm run enrich, 37.25 credits'],
    [told({ credits: 1 }), 'Last run: npm run enrich, 1 credit'],
    [told({ credits: 1200, certainty: 'rough' }), 'Last run: npm run enrich, about 1,200 credits'],
    [
      told({ credits: 5, certainty: 'shared' }),
      'Last run: npm run enrich, 5 credits, shared with runs at the same time',
    ],
    [told({ noCost: 'otherKey' }), 'Last run: npm run enrich, not metered, it uses another key'],
    [
      told({ noCost: 'noStart' }),
      'Last run: npm run enrich, cost unknown, no balance was known when it began',
    ],
    [told({ noCost: 'noEnd' }), 'Last run: npm run enrich, cost unknown, no balance could be read after it'],
    [told({ name: '', credits: 0 }), 'Last run: a terminal command, 0 credits'],
    [told({ name: '', kind: 'task', credits: 0 }), 'Last run: a task, 0 credits'],
    [told({ name: '', kind: 'debug', credits: 0 }), 'Last run: a debug session, 0 credits'],
  ];
  for (const [run, words] of cases) {
    it(words, () => assert.equal(lastRunLine(run, formats), words));
  }

  function told(more: Partial<Told>): Told {
    return { name: 'npm run enrich', kind: 'terminal', certainty: 'alone', ...more };
  }
});

describe('terminals that commands are typed into', () => {
  const typed = [
    {},
    { name: 'zsh', shellPath: '/bin/zsh', shellArgs: ['-l'] },
    { shellPath: '/usr/bin/bash', shellArgs: ['--init-file', '/x/shellIntegration-bash.sh'] },
    { shellPath: 'C:\\Program Files\\PowerShell\\7\\pwsh.exe', shellArgs: ['-NoLogo'] },
    { shellPath: 'C:\\Program Files\\Git\\bin\\bash.exe', shellArgs: '--login -i' },
    { shellPath: '/opt/homebrew/bin/fish' },
    { shellPath: '/usr/bin/fish', shellArgs: ['-C', 'source venv/bin/activate.fish'] },
    // Developer prompts: they run a command first, and stay.
    { shellPath: 'C:\\Windows\\System32\\cmd.exe', shellArgs: ['/k', 'C:\\VS\\VsDevCmd.bat', '/c'] },
    { shellPath: 'cmd.exe', shellArgs: '/d /K "C:\\VS\\VsDevCmd.bat"' },
    { shellPath: 'pwsh.exe', shellArgs: ['-NoExit', '-Command', '&{Import-Module DevShell.dll}'] },
    { shellPath: 'powershell.exe', shellArgs: ['-noe', '-c', '&{Import-Module DevShell.dll}'] },
    { shellPath: 'pwsh', shellArgs: ['-NoLogo', '-ExecutionPolicy', 'Bypass'] },
    { shellArgs: ['-NoExit', '-Command', '&{Import-Module DevShell.dll}'] },
    { shellArgs: ['--rcfile', '/code/rc'] },
    { shellPath: 'cmd.exe', shellArgs: ['/d'] },
  ];
  for (const options of typed) {
    it(`are: ${JSON.stringify(options)}`, () => assert.equal(isForTyping(options), true));
  }

  // As VS Code makes them for tasks.
  const others = [
    { name: 'prep', shellPath: '/usr/bin/bash', shellArgs: ['-c', 'npm run enrich'] },
    { shellPath: '/bin/zsh', shellArgs: ['-l', '-c', 'make'] },
    { shellPath: '/bin/zsh', shellArgs: ['-ilc', 'make'] },
    { shellPath: 'C:\\Windows\\System32\\cmd.exe', shellArgs: ['/d', '/c', 'npm run enrich'] },
    { shellPath: 'C:\\Windows\\System32\\cmd.exe', shellArgs: '/d /c npm run enrich' },
    { shellPath: 'pwsh.exe', shellArgs: ['-Command', 'npm run enrich'] },
    { shellPath: 'pwsh', shellArgs: ['-NoProfile', '-File', 'enrich.ps1'] },
    { shellPath: 'powershell.exe', shellArgs: ['-enc', 'bgBwAG0A'] },
    { shellPath: 'cmd.exe', shellArgs: ['/d/c', 'npm run enrich'] },
    { shellArgs: ['-c', 'npm run enrich'] },
    { shellPath: '/usr/bin/python3', shellArgs: ['-i'] },
    { shellPath: '/usr/bin/node', shellArgs: ['enrich.js'] },
    { shellPath: 'npm' },
  ];
  for (const options of others) {
    it(`are not: ${JSON.stringify(options)}`, () => assert.equal(isForTyping(options), false));
  }
});

describe('the key in an environment', () => {
  it('is read where it is a text', () => {
    assert.equal(keyInEnvironment({ LEADMAGIC_API_KEY: 'lm_other' }), 'lm_other');
    for (const none of [undefined, null, 'x', {}, { LEADMAGIC_API_KEY: null }, { LEADMAGIC_API_KEY: 5 }])
      assert.equal(keyInEnvironment(none), undefined);
  });
});
