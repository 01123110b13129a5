import assert from 'node:assert/strict';

import { loadBundled } from '../../simulation/bundled';
import type * as kits from './monitorKit';

/** A kit, in virtual time, for each test of the `describe` this is called in; what it logged as an error fails the test. */
export function monitorKits(): () => kits.MonitorKit {
  let kit: kits.MonitorKit | undefined;
  let Kit: typeof kits.MonitorKit;
  before(() => ({ MonitorKit: Kit } = loadBundled('unit/app/monitorKit.ts') as typeof kits));
  beforeEach(() => (kit = new Kit()));
  afterEach(() => {
    kit?.dispose();
    assert.deepEqual(kit?.errors, []);
  });
  return () => {
    if (kit === undefined) throw new Error('A kit is made before each test.');
    return kit;
  };
}
