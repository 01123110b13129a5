import assert from 'node:assert/strict';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { usageView } from '../../../src/usage/usageView';
import type { AnalyticsSettings } from '../../fake-leadmagic/analyticsRoutes';
import { reportsKits } from './reportsKit';

describe('Reports in every shape that the API tells them in', () => {
  const kits = reportsKits({ historyDays: 60 });

  /** What a dashboard of a week shows, but for what changes with each request. */
  async function shown(settings: Partial<AnalyticsSettings>) {
    const { kit } = kits();
    const { api, clock } = kit;
    kit.folder = new MemoryFolder();
    // The stand-in's past goes by the real clock.
    clock.time = Date.now();
    api.configure({ analytics: settings });
    const window = await kits().open();
    await window.renew(true);
    const { totals, spending, figures, products, service } = usageView(7, window.shown, clock.time);
    return [totals, spending, figures, products, service].map(({ value }) => value);
  }

  const variants: readonly Partial<AnalyticsSettings>[] = [
    { wrapped: true },
    { productsAs: 'array' },
    { omitIdleDays: true },
    { unsortedDays: true },
    { wrapped: true, productsAs: 'array', omitIdleDays: true, unsortedDays: true },
    { omitThisWeek: true },
  ];
  for (const variant of variants) {
    it(`are the same with ${JSON.stringify(variant)}`, async () => {
      const plain = await shown({});
      assert.ok(plain.every((value) => value !== undefined));
      assert.deepEqual(await shown(variant), plain);
    });
  }
});
