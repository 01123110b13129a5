import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgentsHost } from './agentsHost';

const guard = (label: string, minCredits: unknown): object => ({
  label,
  type: 'leadmagic-guard',
  minCredits,
});
const tasks = [
  guard('enough', 500),
  guard('too few', 20_000),
  guard('no minimum', -1),
  { label: 'mark', type: 'shell', command: 'echo done >> marks.txt' },
  { label: 'guarded', dependsOn: ['enough', 'mark'], dependsOrder: 'sequence' },
  { label: 'held back', dependsOn: ['too few', 'mark'], dependsOrder: 'sequence' },
];

describe('the guard task', function () {
  this.timeout(120_000);
  let host: AgentsHost;

  before(async () => {
    host = await AgentsHost.open();
    await host.write('quiet.js', 'process.exitCode = 0;');
    await host.write('.vscode/tasks.json', JSON.stringify({ version: '2.0.0', tasks }));
    await host.knows(['enough', 'too few', 'no minimum', 'guarded', 'held back']);
  });
  beforeEach(() => host.write('marks.txt', ''));
  after(() => host.close());

  it('ends with 0, 1 or 2', async () => {
    assert.equal(await host.run('enough'), 0);
    assert.equal(await host.run('too few'), 1);
    assert.equal(await host.run('no minimum'), 2);
  });

  it('ends with 2 when it cannot know', async () => {
    await host.control({ action: 'revoke' });
    await host.refreshUntil(({ status }) => status === 'rejected');
    assert.equal(await host.run('enough'), 2);
    await host.control({ action: 'restore' });
    await host.refreshUntil(({ status }) => status === 'known');
    assert.equal(await host.run('enough'), 0);
  });

  it('can be stopped while it reads the balance, and is not taken for passed', async () => {
    const slow = await host.slowBalance();
    const code = await host.run('enough', async (execution) => {
      await slow.arrived();
      execution.terminate();
    });
    // VS Code passes no number on where the user ended a task.
    assert.equal(code, undefined);
    await slow.end();
  });

  for (const onTaskErrors of ['abort', 'prompt'] as const) {
    describe(`before a debug session, with debug.onTaskErrors ${onTaskErrors}`, () => {
      before(() => vscode.workspace.getConfiguration('debug').update('onTaskErrors', onTaskErrors, true));
      after(() => vscode.workspace.getConfiguration('debug').update('onTaskErrors', undefined, true));

      for (const [label, code] of [
        ['enough', 0],
        ['too few', 1],
        ['no minimum', 2],
        ['guarded', 0],
        ['held back', 1],
      ] as const) {
        it(`“${label}” ${code === 0 ? 'lets it start' : 'does not'}`, async () => {
          const { started, asked } = await host.debug(label);
          assert.equal(started, code === 0);
          // In tests VS Code refuses to show the dialog, and says what would have stood there.
          const question =
            code > 0 && onTaskErrors === 'prompt'
              ? `The preLaunchTask '${label}' terminated with exit code ${code}.`
              : undefined;
          assert.equal(asked?.split('Contents: ').at(-1), question);
          assert.equal(await host.read('marks.txt'), label === 'guarded' ? 'done\n' : '');
        });
      }
    });
  }
});
