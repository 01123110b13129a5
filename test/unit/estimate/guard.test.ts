import assert from 'node:assert/strict';

import { guard } from '../../../src/app/guard';
import type { GuardReport } from '../../../src/app/guardCheck';
import { Formats } from '../../../src/text/formats';
import { english, translateBy } from '../../../src/text/translate';
import { bundleOf } from '../package/translations';
import { AccountWorld, type WorldOptions } from './accountKit';

const never = new AbortController().signal;

describe('the guard of a window', () => {
  let world: AccountWorld;
  const check = (
    minCredits: unknown,
    signal = never,
    formats = new Formats('en', english),
  ): Promise<GuardReport> => {
    const note = (): void => undefined;
    const log = { debug: note, info: note, warn: note, error: note };
    return guard(minCredits, { monitor: world.monitor, now: world.now, formats, log }, signal);
  };
  const open = async (options: WorldOptions = {}): Promise<void> => {
    world = await (await AccountWorld.open(options)).start();
  };
  afterEach(() => world.end());

  it('ends with 0 or 1 by what is left now, not by what was left some seconds ago', async () => {
    await open();
    assert.equal((await check(1000)).code, 0);
    for (const spent of [1, 2, 3]) {
      world.account.spend(1);
      world.ahead += 6_000;
      assert.deepEqual(await check(1000), {
        code: 1,
        lines: [`LeadMagic: ${1000 - spent} credits left, under the minimum of 1,000.`],
      });
    }
    assert.equal(world.asked.length, 4);
  });

  it('goes by the last answer where requests would follow too closely', async () => {
    await open();
    for (let n = 0; n < 4; n += 1) assert.equal((await check(1000)).code, 0);
    assert.equal(world.asked.length, 2);
    world.server.setFault({ kind: 'error', status: 503 });
    world.ahead += 6_000;
    assert.equal((await check(1000)).code, 2);
    assert.equal((await check(1000)).code, 2);
    assert.equal(world.asked.length, 3);
  });

  it('speaks the language of the window', async () => {
    await open();
    const report = await check(500, never, new Formats('de', translateBy(bundleOf('de'))));
    assert.deepEqual(report.lines, ['LeadMagic: noch 1.000 Credits; das Minimum ist 500.']);
  });

  it('ends with 2 without a key, and asks nobody', async () => {
    await open({ withKey: false });
    const { code, lines } = await check(0);
    assert.equal(code, 2);
    assert.match(lines.join(), /^The LeadMagic balance could not be read\. .*key/);
    assert.deepEqual(world.asked, []);
  });

  it('ends with 2 while the key waits to be confirmed, and asks nobody', async () => {
    await open({ isUnconfirmed: true });
    const { code, lines } = await check(0);
    assert.equal(code, 2);
    assert.match(lines.join(), /^The LeadMagic balance could not be read\. .*entered for another server/);
    assert.deepEqual(world.asked, []);
  });

  it('ends with 2 at once when it is cancelled', async () => {
    await open();
    world.server.setFault({ kind: 'hang' });
    const aborter = new AbortController();
    const report = check(0, aborter.signal);
    await world.arrived(1);
    aborter.abort();
    assert.equal((await report).code, 2);
    assert.equal(world.session.state.snapshot.lastError, undefined);
  });

  it('ends with 2 for what is no number of credits', async () => {
    await open();
    for (const bad of [-1, '5', undefined, null]) assert.equal((await check(bad)).code, 2);
  });
});
