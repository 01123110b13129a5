import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtCli, ended, key, standIn } from './cliHarness';

describe('leadmagic-credits guard', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, account, env } = standIn();

  it('ends with 0 where there is enough, and says so in one line', async () => {
    assert.deepEqual(await cli.run(['guard', '--min', '4120'], env()), {
      code: 0,
      signal: null,
      stdout: 'LeadMagic: 4,120 credits left; the minimum is 4,120.\n',
      stderr: '',
    });
  });

  it('ends with 1 where there is too little', async () => {
    account().set(499.99);
    assert.deepEqual(await cli.run(['guard', '--min=500'], env()), {
      code: 1,
      signal: null,
      stdout: 'LeadMagic: 499.99 credits left, under the minimum of 500.\n',
      stderr: '',
    });
  });

  it('counts only what can be spent', async () => {
    account().freeze(4070);
    const { code, stdout } = await cli.run(['guard', '--min', '500'], env());
    assert.equal(code, 1);
    assert.equal(
      stdout,
      'LeadMagic: 50 credits left, under the minimum of 500. The account is frozen; 4,120 in all.\n',
    );
    assert.equal((await cli.run(['guard', '--min', '50'], env())).code, 0);
  });

  it('takes a minimum of 0 even without credits', async () => {
    account().set(0);
    assert.equal((await cli.run(['guard', '--min', '0'], env())).code, 0);
  });

  it('makes one request and writes no file', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'leadmagic-home-'));
    try {
      const folders = { HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, APPDATA: home };
      assert.equal((await cli.run(['guard', '--min', '1'], { ...env(), ...folders })).code, 0);
      assert.deepEqual(await readdir(home), []);
      assert.deepEqual(
        api().requests.map(({ method, path: asked, key: sent }) => [method, asked, sent]),
        [['GET', '/v1/credits', key]],
      );
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it('keeps its exit code when nobody reads what it prints', async () => {
    const child = cli.start(['guard', '--min', '1'], env());
    child.stdout.destroy();
    assert.equal((await ended(child)).code, 0);
  });

  it('ends with 2 on Ctrl+C', async function () {
    if (process.platform === 'win32') this.skip();
    const silent = createServer();
    const asked = new Promise((resolve) => silent.once('request', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = silent.address() as AddressInfo;
      const child = cli.start(['guard', '--min', '1'], {
        LEADMAGIC_API_KEY: key,
        LEADMAGIC_BASE_URL: `http://127.0.0.1:${port}`,
      });
      const end = ended(child);
      await asked;
      child.kill('SIGINT');
      assert.deepEqual(await end, {
        code: 2,
        signal: null,
        stdout: '',
        stderr: 'The LeadMagic balance could not be read. The request was cancelled.\n',
      });
    } finally {
      silent.close();
      silent.closeAllConnections();
    }
  });

  it('ends with 2, not with 1, when it breaks, and tells nothing of why but its type', async () => {
    const breaker = path.join(cli.folder(), 'breaker.cjs');
    await writeFile(breaker, 'Date.now = () => { throw new RangeError(process.env.LEADMAGIC_API_KEY); };');
    assert.deepEqual(
      await cli.run(['guard', '--min', '1'], {
        ...env(),
        NODE_OPTIONS: `--require "${breaker.replaceAll('\\', '/')}"`,
      }),
      { code: 2, signal: null, stdout: '', stderr: 'The program failed (RangeError). Please report it.\n' },
    );
  });
});
