import assert from 'node:assert/strict';
import { RunsWorld, SECOND, testKey, TOLD } from './runsOfAccountKit';

describe('runs of an account', () => {
  let world: RunsWorld;
  beforeEach(() => (world = new RunsWorld()));
  afterEach(() => world.end());

  describe('another key', () => {
    for (const [what, more] of [
      ['in the environment of the run', { key: 'lm_other-key-0123' }],
      ['on the command line', { commandLine: 'LEADMAGIC_API_KEY=lm_other-key-0123 npm run enrich' }],
    ] as const) {
      it(`shows no cost, asks nothing and overlaps nobody: ${what}`, async () => {
        const window = await world.window();
        await window.refresh();
        window.begin('other', more);
        await window.run('mine', 4 * SECOND, 6);
        await world.pass(TOLD);
        const requests = world.requests.length;
        window.runs.end('other');
        await world.pass(20 * SECOND);
        assert.deepEqual(window.costs, [
          ['mine', 6, 'alone'],
          ['other', 'otherKey', 'rough'],
        ]);
        assert.equal(world.requests.length, requests);
      });
    }

    it('in the environment of VS Code makes a cost rough, unless the run has its own', async () => {
      const window = await world.window({}, 'lm_other-key-0123');
      await window.refresh();
      await window.run('inherits', 4 * SECOND, 6);
      await world.pass(20 * SECOND);
      await window.refresh();
      await window.run('own', 4 * SECOND, 5, { key: testKey });
      await world.pass(20 * SECOND);
      assert.deepEqual(window.costs, [
        ['inherits', 6, 'rough'],
        ['own', 5, 'alone'],
      ]);
    });

    it('meters a run whose own key is the account’s', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('same', 4 * SECOND, 6, { key: testKey });
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['same', 6, 'alone']]);
    });
  });

  it('keeps the key out of every file, name and log line, wherever a run carries it', async () => {
    const window = await world.window();
    await window.refresh();
    const lines = [
      `LEADMAGIC_API_KEY=${testKey} npm run enrich -- --key ${testKey}`,
      `curl -H "X-API-Key: ${testKey}" https://api.leadmagic.io/v1/people/email-finder?k=${testKey}`,
      testKey,
      `node ${testKey}.js`,
      `echo ${testKey} | node enrich.js`,
    ];
    lines.forEach((line, index) => window.command(`c${index}`, line));
    window.begin('label', { label: `enrich ${testKey}`, commandLine: lines.join('\n'), key: testKey });
    window.begin('debug', { kind: 'debug', label: testKey, terminalName: testKey, preLaunchTask: testKey });
    await world.pass(5 * SECOND);
    const while_ = [...(await world.files()).values()];
    for (const id of ['c0', 'c1', 'c2', 'c3', 'c4', 'label', 'debug']) window.runs.end(id);
    await world.pass(20 * SECOND);
    assert.equal(window.finished.length, 7);
    const told = JSON.stringify([while_, [...(await world.files())], window.finished, window.logged]);
    assert.ok(!told.includes(testKey.slice(0, 10)), told);
    assert.match(told, /npm run enrich/);
    assert.match(told, /runs\.jsonl/);
  });
});
