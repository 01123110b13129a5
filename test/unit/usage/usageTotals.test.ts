import assert from 'node:assert/strict';
import type { Dashboard, UsageReport } from '../../../src/leadmagic/analytics';
import { noReports, type Report } from '../../../src/usage/reports';
import { usageView } from '../../../src/usage/usageView';
import { now, ready } from './usageViewKit';

describe('totals, once the dashboard route fails', () => {
  const problem = { kind: 'network' } as const;
  const earlier = now - 3_600_000;
  const stats = { today: { credits: 1, requests: 1 }, thisWeek: { credits: 2 }, thisMonth: { credits: 3 } };
  const failing: Report<Dashboard> = { isLoading: false, value: { stats }, at: earlier, problem };
  const daily = [{ date: '2026-09-16', credits: 50, requests: 9 }];
  const totals = (range: 7 | 30, dashboard: Report<Dashboard>, credits: Report<UsageReport>) =>
    usageView(range, { ...noReports, dashboard, credits }, now).totals;

  it('takes totals from the days that were read since', () => {
    const total = { credits: 50, requests: 9 };
    assert.deepEqual(totals(30, failing, ready({ daily })), {
      isLoading: false,
      value: { today: total, week: total, month: total },
      at: now,
    });
  });

  it('says so beside a figure that only the older report tells', () => {
    const total = { credits: 50, requests: 9 };
    assert.deepEqual(totals(7, failing, ready({ daily })), {
      isLoading: false,
      value: { today: total, week: total, month: { credits: 3 } },
      at: earlier,
      problem,
    });
    const nothing = { isLoading: false, problem: { kind: 'server' } } as const;
    const kept = {
      isLoading: false,
      value: { today: stats.today, week: stats.thisWeek, month: stats.thisMonth },
      at: earlier,
      problem,
    };
    assert.deepEqual(totals(30, failing, nothing), kept);
    assert.deepEqual(totals(30, failing, { ...ready({ daily }), at: earlier - 1 }), kept);
  });

  it('says so where the days are old too, and all that there is', () => {
    const old = { ...ready({ daily }), at: earlier + 1, problem: { kind: 'timeout' } } as const;
    const { problem: told, at, value } = totals(30, failing, old);
    assert.deepEqual([told, at, value?.today?.credits], [old.problem, old.at, 50]);
    const silent = totals(30, ready({}), old);
    assert.deepEqual([silent.problem, silent.at], [old.problem, old.at]);
  });

  it('and comes back, goes by it again, also where the days were read later', () => {
    const back = { isLoading: false, value: { stats }, at: earlier };
    const { value, problem: none, at } = totals(30, back, ready({ daily }));
    assert.deepEqual([value?.today, none, at], [stats.today, undefined, earlier]);
  });

  it('tells no problem of days that no figure rests on', () => {
    const old = { ...ready({ daily }), problem } as const;
    assert.equal(totals(30, ready({ stats }), old).problem, undefined);
  });
});
