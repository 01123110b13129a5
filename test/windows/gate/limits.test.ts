import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';
import { bundleOf } from '../../simulation/bundled';
import { classes, CLASS_HEADER, KEY } from './asker';

const PROCESSES = 8;

/** While the clocks of all windows stand still, a limit allows one request, and a deadline none. */
describe('eight processes that ask for everything while no time passes', function () {
  this.timeout(180_000);
  let api: FakeLeadMagic;
  let root: string;
  const running = new Set<ChildProcess>();
  const worker = (): string => bundleOf('windows/gate/asker.ts');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'leadmagic-limits-'));
    api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 5000 }] });
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    await api.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Ends when the process does. */
  async function run(file: string, death = ''): Promise<void> {
    const child = fork(file, [root, api.origin, death], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    running.add(child);
    await once(child, 'exit');
    running.delete(child);
  }

  const sentOf = (readClass: string): number =>
    api.requests.filter(({ headers }) => headers[CLASS_HEADER] === readClass).length;

  it('send one request of each class', async () => {
    const file = worker();
    await Promise.all(Array.from({ length: PROCESSES }, () => run(file)));
    assert.deepEqual(
      classes.map((readClass) => [readClass, sentOf(readClass)]),
      classes.map((name) => [name, 1]),
    );
  });

  it('send no more than that when most of them die with a request', async () => {
    const file = worker();
    const deaths = ['stamped', 'answered', '', 'answered', 'stamped', '', 'answered', 'stamped'];
    await Promise.all(deaths.map((death) => run(file, death)));
    await run(file);
    assert.ok(api.requests.length > 0);
    for (const readClass of classes)
      assert.ok(sentOf(readClass) <= 1, `${sentOf(readClass)} of ${readClass}`);
  });

  it('send nothing more of any class once one was told to wait', async () => {
    const file = worker();
    api.setFault({ kind: 'error', status: 429, retryAfter: 600, times: 'always' });
    await Promise.all(Array.from({ length: PROCESSES }, () => run(file)));
    assert.equal(api.requests.length, 1);
  });
});
