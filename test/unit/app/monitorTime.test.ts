import assert from 'node:assert/strict';
import { monitorKits } from './monitorKits';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Monitor, as time goes by', () => {
  const kit = monitorKits();

  it('tidies the history a minute after the start, then daily', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(30 * SECOND);
    const [folder] = kit().folders.values();
    const months = async (): Promise<readonly string[]> =>
      [...((await folder?.list('history')) ?? [])].sort();
    for (const month of ['2020-01', '2026-10'])
      await folder?.write(`history/${month}.jsonl`, '{"t":1,"c":5}\n');
    await kit().time.pass(40 * SECOND);
    assert.deepEqual(await months(), ['2026-10.jsonl', '2026-11.jsonl']);
    await folder?.write('history/2020-01.jsonl', '{"t":1,"c":5}\n');
    await kit().time.pass(HOUR);
    assert.equal((await months()).length, 3);
    kit().focus(false);
    await kit().time.pass(24 * HOUR);
    assert.equal((await months()).length, 2);
  });

  it('sleep counts: the first tick after it reads', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(10 * SECOND);
    const { requests } = kit();
    kit().api.account.spend(1000);
    kit().time.sleep(9 * HOUR);
    await kit().time.pass(6 * SECOND);
    assert.ok(kit().requests > requests);
    assert.equal(kit().credits, 4000);
  });

  it('a clock that is put ahead by a year costs one more request, after the TTL: the value may be that old', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(10 * SECOND);
    kit().time.jump(365 * 24 * HOUR);
    kit().api.account.spend(1000);
    await kit().time.pass(6 * SECOND);
    assert.deepEqual([kit().account?.isBehind, kit().requests], [true, 1]);
    await kit().time.pass(MINUTE);
    assert.deepEqual([kit().credits, kit().account?.isBehind, kit().requests], [4000, false, 2]);
    await kit().time.pass(4 * MINUTE);
    assert.equal(kit().requests, 2);
  });

  it('a clock that is put back by a year changes nothing', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(10 * SECOND);
    kit().time.jump(-365 * 24 * HOUR);
    kit().api.account.spend(1000);
    await kit().time.pass(4 * MINUTE);
    assert.deepEqual([kit().requests, kit().account?.isBehind], [1, false]);
    await kit().time.pass(MINUTE + 6 * SECOND);
    assert.deepEqual([kit().requests, kit().credits], [2, 4000]);
  });
});
