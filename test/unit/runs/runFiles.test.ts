import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  NO_OPEN_RUNS,
  othersOf,
  parseOpenRuns,
  withOwn,
  withoutStale,
  type OpenRun,
} from '../../../src/runs/openRuns';
import type { Run } from '../../../src/runs/run';
import { formatRun, parseRuns } from '../../../src/runs/runLog';
import { spendByFolder } from '../../../src/runs/spendByFolder';

const T = 1_000_000_000;
const MINUTE = 60_000;

const entry = (more: Partial<OpenRun> = {}): OpenRun => ({
  window: 'w1',
  run: 'r1',
  kind: 'task',
  account: 'A',
  at: T,
  lastSeen: T,
  ...more,
});

const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  name: 'npm run enrich',
  kind: 'task',
  account: 'A',
  startedAt: T,
  endedAt: T + 1000,
  credits: 10,
  certainty: 'alone',
  ...more,
});

describe('open runs in the shared folder', () => {
  it('reads what it writes, and only version 1 in exactly this shape', () => {
    const open = { version: 1, runs: [entry()] } as const;
    assert.deepEqual(parseOpenRuns(JSON.parse(JSON.stringify(open))), open);
    const bad = [undefined, null, [], {}, { version: 2, runs: [] }, { version: 1 }, { version: 1, runs: {} }];
    const badEntries = [
      null,
      {},
      entry({ window: '' }),
      { ...entry(), at: '1' },
      { ...entry(), kind: 'other' },
      entry({ at: -1 }),
      entry({ run: 'x'.repeat(201) }),
    ];
    for (const value of [...bad, ...badEntries.map((one) => ({ version: 1, runs: [entry(), one] }))]) {
      assert.equal(parseOpenRuns(value), undefined, JSON.stringify(value));
    }
    assert.equal(parseOpenRuns({ version: 1, runs: Array.from({ length: 501 }, () => entry()) }), undefined);
  });

  it('keeps nothing else of an entry than it needs', () => {
    const parsed = parseOpenRuns({ version: 1, runs: [{ ...entry(), name: 'secret' }] });
    assert.deepEqual(parsed?.runs, [entry()]);
  });

  it('drops entries over 24 h old, without heart-beat for 2 minutes, or from the future', () => {
    const now = T + 25 * 60 * MINUTE;
    const kept = entry({ at: now - 24 * 60 * MINUTE, lastSeen: now - 2 * MINUTE });
    const runs = [
      kept,
      entry({ at: kept.at - 1, lastSeen: now }),
      entry({ at: now, lastSeen: now - 2 * MINUTE - 1 }),
      entry({ at: now, lastSeen: now + 2 * MINUTE + 1 }),
      entry({ at: now + 2 * MINUTE + 1, lastSeen: now }),
    ];
    assert.deepEqual(withoutStale({ version: 1, runs }, now).runs, [kept]);
  });

  it("invariant: writing one window's runs never loses or changes another's", () => {
    const entries = fc.array(
      fc.record({
        window: fc.constantFrom('w1', 'w2', 'w3'),
        run: fc.string({ minLength: 1, maxLength: 5 }),
        at: fc.integer({ min: T - 1000, max: T }),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(entries, entries, (before, own) => {
        const open = { version: 1, runs: before.map((one) => entry(one)) } as const;
        const after = withOwn(
          open,
          'w1',
          own.map((one) => entry(one)),
          T + MINUTE,
        );
        const sorted = (runs: readonly OpenRun[]) => runs.map((one) => JSON.stringify(one)).toSorted();
        assert.deepEqual(sorted(othersOf(after, 'w1', T + MINUTE)), sorted(othersOf(open, 'w1', T + MINUTE)));
        const mine = after.runs.filter(({ window }) => window === 'w1');
        assert.equal(mine.length, own.length);
        assert.ok(mine.every(({ lastSeen }) => lastSeen === T + MINUTE));
        assert.deepEqual(parseOpenRuns(JSON.parse(JSON.stringify(after))), after);
      }),
    );
  });

  it('holds at most 500, the newest', () => {
    const own = Array.from({ length: 600 }, (_, i) => entry({ run: `r${i}`, at: T + i }));
    const { runs } = withOwn(NO_OPEN_RUNS, 'w1', own, T + 600);
    assert.deepEqual([runs.length, runs[0]?.run], [500, 'r100']);
  });
});

describe('finished runs on disk', () => {
  it('invariant: what is written is read again', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 50 }).filter((value) => !/\p{Cc}/u.test(value));
    const runs = fc.uniqueArray(
      fc.record(
        {
          ...{ id: text.filter((id) => id !== ''), name: text, account: text, folder: text, folderId: text },
          kind: fc.constantFrom('task', 'debug', 'terminal'),
          startedAt: fc.nat(),
          lasts: fc.nat(),
          isBackground: fc.constant(true),
          cost: fc.oneof(
            fc.record({ credits: fc.nat(), certainty: fc.constantFrom('alone', 'shared', 'rough') }),
            fc.record({
              noCost: fc.constantFrom('otherKey', 'noStart', 'noEnd'),
              certainty: fc.constant('rough'),
            }),
          ),
        },
        { requiredKeys: ['id', 'name', 'account', 'kind', 'startedAt', 'lasts', 'cost'] },
      ),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(runs, (list) => {
        const written = list
          .map(({ lasts, cost, ...rest }) => ({ ...rest, endedAt: rest.startedAt + lasts, ...cost }))
          .sort((a, b) => a.endedAt - b.endedAt);
        const read = parseRuns(written.map(formatRun).join(''));
        assert.deepEqual(read, { runs: written, skipped: 0 });
      }),
    );
  });

  it('skips torn and alien lines and counts them; the last word on a run holds', () => {
    const torn = formatRun(run({ id: 'torn' })).slice(0, 40);
    const alien = [
      '{}',
      '[]',
      '3',
      '{"v":2}',
      JSON.stringify({ v: 1, ...run({ id: '' }) }),
      JSON.stringify({ v: 1, ...run({ credits: -1 }) }),
      JSON.stringify({ v: 1, ...run(), endedAt: T - 1 }),
      JSON.stringify({ v: 1, ...run(), name: 'a\u001b[2J' }),
      `"${'x'.repeat(3000)}"`,
    ];
    const text = [formatRun(run()).trim(), ...alien, '', formatRun(run({ credits: 12 })).trim(), torn].join(
      '\r\n',
    );
    const { runs, skipped } = parseRuns(text);
    assert.deepEqual(runs, [run({ credits: 12 })]);
    assert.equal(skipped, alien.length + 1);
  });

  it('invariant: no text makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseRuns(text)));
  });
});

describe('runs read back', () => {
  it('are in the order they were written in, whatever the clock was', () => {
    const ahead = run({ id: 'ahead', startedAt: T + 1e9, endedAt: T + 1e9 });
    const text = [run({ id: 'first' }), ahead, run({ id: 'last' })].map(formatRun).join('');
    assert.deepEqual(
      parseRuns(text).runs.map(({ id }) => id),
      ['first', 'ahead', 'last'],
    );
  });

  it('are none where a time is none', () => {
    const text = formatRun(run({ endedAt: 1e300 }));
    assert.deepEqual(parseRuns(text), { runs: [], skipped: 1 });
  });
});

describe('spend by folder', () => {
  it('sums what is sure, tells what is rough, and leaves runs without cost out', () => {
    const runs = [
      run({ id: '1', folder: 'a' }),
      run({ id: '2', folder: 'a', credits: 2.25, certainty: 'rough' }),
      run({ id: '3', folder: 'b', credits: 20 }),
      run({ id: '4', credits: 1 }),
    ];
    const { credits: _credits, ...free } = run({ id: '5', folder: 'c', noCost: 'noEnd', certainty: 'rough' });
    assert.deepEqual(spendByFolder([...runs, free]), {
      folders: [
        { folder: 'b', runs: 1, credits: 20, rough: 0, shared: 0 },
        { folder: 'a', runs: 2, credits: 12.25, rough: 2.25, shared: 0 },
        { runs: 1, credits: 1, rough: 0, shared: 0 },
      ],
      mixed: 0,
    });
  });

  it('tells folders of one name apart, and takes runs without an id for the only one of their name', () => {
    const of = (folder: string, folderId?: string): Run =>
      run({ folder, ...(folderId !== undefined && { folderId }) });
    const sums = { rough: 0, shared: 0 };
    assert.deepEqual(spendByFolder([of('api', 'a'), of('api', 'b'), of('api'), of('web'), of('web', 'c')]), {
      folders: [
        { folder: 'web', folderId: 'c', runs: 2, credits: 20, ...sums },
        { folder: 'api', folderId: 'a', runs: 1, credits: 10, ...sums },
        { folder: 'api', folderId: 'b', runs: 1, credits: 10, ...sums },
        { folder: 'api', runs: 1, credits: 10, ...sums },
      ],
      mixed: 0,
    });
    const shared = (folderId: string): Run =>
      run({ folder: 'api', folderId, certainty: 'shared', credits: 7 });
    assert.equal(spendByFolder([shared('a'), shared('b')]).mixed, 7);
  });

  it('counts once what a late reading told of two runs that followed each other', () => {
    const shared = (id: string, at: number): Run =>
      run({ id, folder: 'a', startedAt: T + at, endedAt: T + at + MINUTE, credits: 30, certainty: 'shared' });
    const sharedIn = (gap: number) =>
      spendByFolder([shared('1', 0), shared('2', MINUTE + gap)]).folders[0]?.shared;
    assert.deepEqual([sharedIn(40_000), sharedIn(11 * MINUTE)], [30, 60]);
  });

  it('leaves out what a background run shared with others: it is in their figures', () => {
    const watcher = run({ id: '1', folder: 'a', credits: 50, isBackground: true });
    const { folders } = spendByFolder([
      { ...watcher, certainty: 'shared' },
      { ...watcher, id: '2', credits: 3 },
      run({ id: '3', folder: 'a' }),
    ]);
    assert.deepEqual(folders, [{ folder: 'a', runs: 2, credits: 13, rough: 0, shared: 0 }]);
  });

  it('counts the spend of overlapping runs once', () => {
    const shared = (id: string, folder: string, at: number, credits: number): Run =>
      run({ id, folder, startedAt: T + at, endedAt: T + at + 5 * MINUTE, credits, certainty: 'shared' });
    const hour = 60 * MINUTE;
    const { folders, mixed } = spendByFolder([
      shared('1', 'a', 0, 30),
      shared('2', 'a', MINUTE, 40),
      shared('3', 'a', hour, 7),
      shared('4', 'b', hour + MINUTE, 9),
      { ...shared('5', 'c', hour + MINUTE, 5), account: 'B' },
    ]);
    const of = (name: string) => folders.find(({ folder }) => folder === name)?.shared;
    assert.deepEqual([of('a'), of('b'), of('c'), mixed], [40, 0, 5, 9]);
  });
});
