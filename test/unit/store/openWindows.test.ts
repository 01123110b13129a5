import assert from 'node:assert/strict';

import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { OpenWindows } from '../../../src/store/openWindows';
import { SharedFiles } from '../../../src/store/sharedFiles';
import { Clock, newId } from './harness';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('OpenWindows', () => {
  let folder: MemoryFolder;
  let clock: Clock;
  let gone: Set<string>;
  let setAside: string[];

  beforeEach(() => {
    [folder, clock, gone, setAside] = [new MemoryFolder(), new Clock(), new Set(), []];
  });

  /** A window of that process. */
  const open = (self: string): OpenWindows =>
    new OpenWindows(
      new SharedFiles(folder, {
        moment: clock.moment,
        random: () => 0.5,
        newId,
        processes: { self, isGone: (name) => gone.has(name) },
        onSetAside: (name) => void setAside.push(name),
      }),
    );

  const listed = async (): Promise<readonly unknown[]> => {
    const file = JSON.parse((await folder.read('windows.json')) ?? '') as {
      readonly windows: readonly unknown[];
    };
    return file.windows;
  };

  it('the first window is the only one', async () => {
    assert.equal(await open('1').enter(), true);
  });

  it('one that is opened beside another is not', async () => {
    await open('1').enter();
    clock.pass(MINUTE);
    assert.equal(await open('2').enter(), false);
  });

  it('those that are opened together are', async () => {
    await open('1').enter();
    clock.pass(MINUTE - 1);
    assert.equal(await open('2').enter(), true);
  });

  it('one that was closed, or whose process is gone, does not count', async () => {
    const first = open('1');
    await first.enter();
    clock.pass(DAY);
    await first.leave();
    assert.equal(await open('2').enter(), true);
    clock.pass(DAY);
    gone.add('2');
    assert.equal(await open('3').enter(), true);
    assert.equal((await listed()).length, 1);
  });

  it('makes no file when it leaves one that was removed', async () => {
    const first = open('1');
    await first.enter();
    await folder.remove('windows.json');
    await first.leave();
    assert.equal(await folder.read('windows.json'), undefined);
  });

  it('nor do those of before the machine was started anew, and those not seen to end for a week', async () => {
    await open('1').enter();
    [clock.time, clock.up] = [clock.time + DAY, MINUTE];
    assert.equal(await open('2').enter(), true);
    clock.pass(7 * DAY - 1);
    assert.equal(await open('3').enter(), false);
    clock.pass(7 * DAY);
    assert.equal(await open('4').enter(), true);
  });

  it('a wall clock that jumps changes nothing', async () => {
    await open('1').enter();
    clock.pass(MINUTE);
    clock.jump(-365 * DAY);
    assert.equal(await open('2').enter(), false);
  });

  it('one that is opened anew stands there once', async () => {
    await open('1').enter();
    clock.pass(MINUTE);
    assert.equal(await open('1').enter(), true);
    assert.equal((await listed()).length, 1);
  });

  it('a file that is none is set aside', async () => {
    await folder.write('windows.json', '{"v":1,"windows":[{"process":7}]}');
    assert.equal(await open('1').enter(), true);
    assert.deepEqual(setAside, ['windows.json']);
  });
});
