import assert from 'node:assert/strict';
import { TopUpWatch } from '../../../src/app/topUpWatch';

const MINUTE = 60_000;
const year = 365 * 24 * 60 * MINUTE;

class Kit {
  up = 1_000_000;
  /** How far the wall clock is from the uptime. */
  shift = 1_000_000_000_000;
  credits: number | undefined = 500;
  /** How long ago the balance was read; ms. */
  age: number | undefined;
  reads = 0;
  readonly rises: number[] = [];
  readonly watch = new TopUpWatch({
    moment: () => ({ at: this.up + this.shift, up: this.up }),
    credits: () => this.credits,
    readAt: () =>
      this.age === undefined ? undefined : { at: this.up + this.shift - this.age, up: this.up - this.age },
    read: () => {
      this.reads += 1;
      return Promise.resolve();
    },
    onRise: (by) => void this.rises.push(by),
  });

  /** Ticks every 15 s while the window has the focus. */
  async stay(ms: number): Promise<void> {
    for (const end = this.up + ms; this.up < end; this.up += 15_000) await this.watch.tick();
  }

  see(credits: number | undefined): void {
    this.credits = credits;
    this.watch.observed();
  }
}

describe('TopUpWatch', () => {
  it('reads nothing before the billing page was opened', async () => {
    const kit = new Kit();
    await kit.watch.focusChanged(true);
    await kit.stay(MINUTE);
    kit.see(5000);
    assert.deepEqual([kit.reads, kit.rises], [0, []]);
  });

  it('reads at once when the user comes back, then for five minutes', async () => {
    const kit = new Kit();
    kit.watch.arm();
    await kit.watch.tick();
    assert.equal(kit.reads, 0, 'not while the user is away');
    await kit.watch.focusChanged(false);
    await kit.watch.focusChanged(true);
    assert.equal(kit.reads, 1);
    await kit.stay(20 * MINUTE);
    assert.equal(kit.reads, 1 + 5 * 4);
  });

  it('does not read again what was read as the user came back', async () => {
    const kit = new Kit();
    kit.watch.arm();
    kit.age = 4_999;
    await kit.watch.focusChanged(true);
    assert.equal(kit.reads, 0);
    await kit.stay(MINUTE);
    assert.equal(kit.reads, 4);
    await kit.watch.focusChanged(false);
    kit.age = 5_000;
    await kit.watch.focusChanged(true);
    assert.equal(kit.reads, 5);
  });

  it('ends when the balance rose, and tells by how much, once', async () => {
    const kit = new Kit();
    kit.watch.arm();
    await kit.watch.focusChanged(true);
    kit.see(10_500);
    assert.deepEqual(kit.rises, [10_000]);
    await kit.stay(MINUTE);
    kit.see(20_000);
    assert.deepEqual([kit.reads, kit.rises], [1, [10_000]]);
  });

  it('counts from what is left when credits are spent meanwhile', async () => {
    const kit = new Kit();
    kit.watch.arm();
    await kit.watch.focusChanged(true);
    kit.see(400);
    kit.see(1400);
    assert.deepEqual(kit.rises, [1000]);
  });

  it('takes a small rise for a correction', async () => {
    const kit = new Kit();
    kit.watch.arm();
    await kit.watch.focusChanged(true);
    kit.see(549.99);
    assert.deepEqual(kit.rises, []);
    kit.see(599.99);
    assert.deepEqual(kit.rises, [50]);
  });

  it('a balance that was not known before is no rise', async () => {
    const kit = new Kit();
    kit.credits = undefined;
    kit.watch.arm();
    await kit.watch.focusChanged(true);
    kit.see(undefined);
    kit.see(900);
    assert.deepEqual(kit.rises, []);
    kit.see(1900);
    assert.deepEqual(kit.rises, [1000]);
  });

  it('leaving again without having paid arms it anew', async () => {
    const kit = new Kit();
    kit.watch.arm();
    await kit.watch.focusChanged(true);
    await kit.stay(4 * MINUTE);
    await kit.watch.focusChanged(false);
    kit.up += 60 * MINUTE;
    const before = kit.reads;
    await kit.watch.tick();
    assert.equal(kit.reads, before, 'not while away');
    await kit.watch.focusChanged(true);
    assert.equal(kit.reads, before + 1, 'at once');
    await kit.stay(20 * MINUTE);
    assert.equal(kit.reads, before + 1 + 5 * 4);
    await kit.watch.focusChanged(false);
    await kit.watch.focusChanged(true);
    assert.equal(kit.reads, before + 21, 'it is over');
  });

  for (const jump of [-year, year]) {
    it(`a wall clock that is ${jump < 0 ? 'put back' : 'put forward'} neither ends nor stretches it`, async () => {
      const kit = new Kit();
      kit.watch.arm();
      await kit.watch.focusChanged(true);
      await kit.stay(2 * MINUTE);
      kit.shift += jump;
      await kit.stay(10 * MINUTE);
      assert.equal(kit.reads, 1 + 5 * 4);
    });
  }
});
