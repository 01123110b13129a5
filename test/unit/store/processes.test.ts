import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { isGone } from '../../../src/store/goneProcess';
import { thisProcess } from '../../../src/store/processes';

describe('processes', () => {
  const { self } = thisProcess();
  const gone = (name: string): boolean => isGone(name, self);
  /** The same place, another process. */
  const named = (pid: number | string): string => self.replace(/^\d+/, String(pid));

  it('know one that runs and one that is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const { pid } = child;
    assert.ok(pid !== undefined);
    assert.equal(gone(named(pid)), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(gone(named(pid)), true);
  });

  it('know that this one runs', () => assert.equal(gone(self), false));

  it('do not judge those of other machines and containers, or what is no process', () => {
    const noProcess = 2 ** 22 + 1;
    assert.equal(gone(named(noProcess)), true);
    for (const name of [
      `${self} `,
      `${noProcess} elsewhere pid:[1]`,
      `${noProcess}`,
      '',
      'free',
      named(0),
      named('-1'),
    ])
      assert.equal(gone(name), false, name);
  });
});
