import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { key } from './serverKit';

describe('the stand-in API', () => {
  it('runs from the command line and stops cleanly on a signal', async function () {
    this.timeout(30_000);
    const cli = resolve(__dirname, '../../fake-leadmagic/cli.ts');
    const args = ['--require', 'tsx/cjs', cli, '--key', key, '--credits', '12.5', '--drain'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
      const origin = chunk.toString('utf8').trim();
      const response = await fetch(`${origin}/v1/credits`, { headers: { 'X-API-Key': key } });
      assert.equal(response.status, 200);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
