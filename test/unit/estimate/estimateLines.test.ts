import assert from 'node:assert/strict';

import { affordability, type Facts, type Means } from '../../../src/app/affordability';
import type { ProductFigures } from '../../../src/app/lazy/affordabilityFigures';
import { err, ok } from '../../../src/leadmagic/result';
import { costOf, type Cost, type CostOverrides } from '../../../src/runs/costOf';
import { COST_TABLE } from '../../../src/runs/costTable';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';
import { estimateLines, estimateTitle, verdictIcon } from '../../../src/vscode/estimate/estimateLines';

const formats = new Formats('en', english);
const now = new Date(2026, 10, 22, 14, 30).getTime();

function cost(id: string, overrides?: CostOverrides): Cost {
  const found = costOf(id, overrides);
  assert.ok(found);
  return found;
}

interface Case {
  readonly rows?: number;
  readonly limit?: number;
  readonly means?: Partial<Means>;
  /** Why the balance is not known. */
  readonly unknown?: (Facts['means'] & { readonly ok: false })['error'];
  readonly figures?: ProductFigures;
}

function linesOf(of: Cost, { rows = 1203, limit, means, unknown, figures }: Case = {}): readonly string[] {
  const run = { cost: of, rows, ...(limit !== undefined && { resultsPerRequest: limit }) };
  const known = { spendable: 15_432.5, at: now - 60_000, isStale: false, ...means };
  const result = affordability(run, {
    means: unknown === undefined ? ok(known) : err(unknown),
    ...(figures && { figures }),
  });
  const lines = estimateLines(result, formats, now).map(({ label, description }) =>
    description === undefined ? label : `${label} | ${description}`,
  );
  return [`${verdictIcon(result.estimate)} ${estimateTitle(result, formats)}`, ...lines];
}

describe('the lines of an estimate', () => {
  it('tell all that is known', () => {
    const figures = { requests: 400, foundRate: 77.5, averageCost: 0.775 };
    assert.deepEqual(linesOf(cost('email-finder'), { figures, means: { pacePerDay: 310.777 } }), [
      'pass Email finder: 1,203 requests',
      'Enough credits, whatever is found',
      'Least: 0 | nothing is found',
      'Expected: 932.33 | you found 77.5% with 400 requests in 30 days',
      'Most: 1,203 | everything is found',
      'Balance after: 14,229.5 to 15,432.5 | 15,432.5 now, read at 14:29',
      'As much as 3 days of the present pace | 310.78 credits a day',
      'Price: 1 credit a request | LeadMagic API quick reference, Sep 6, 2026',
      'Nothing found costs nothing.',
    ]);
  });

  it('tell how much is missing', () => {
    const lines = linesOf(cost('mobile-finder'), { rows: 100, means: { spendable: 50, isStale: true } });
    assert.deepEqual(lines.slice(0, 6), [
      'warning Mobile finder: 100 requests',
      'Enough only if not everything is found',
      'Least: 0 | nothing is found',
      'Most: 500 | everything is found',
      'Balance after: -450 to 50 | 50 when last read, at 14:29',
      'Up to 450 credits are missing',
    ]);
    assert.match(linesOf(cost('mobile-finder'), { means: { spendable: 0 } })[1] ?? '', /Not enough/);
  });

  it('have no most where one request may return any number of results', () => {
    const employees = cost('employee-finder');
    assert.deepEqual(linesOf(employees, { rows: 1 }).slice(0, 4), [
      'warning Employee finder: 1 request',
      'There is no upper limit: one request may return any number of results',
      'Least: 0 | nothing is found',
      'Balance after: at most 15,432.5 | 15,432.5 now, read at 14:29',
    ]);
    const figures = { requests: 50, averageCost: 1.5 };
    const limited = linesOf(employees, { rows: 10, limit: 20, figures });
    assert.ok(limited.includes('Expected: 15 | your average over 50 requests in 30 days'));
    assert.ok(limited.includes('Most: 200 | everything is found'));
  });

  it('do not rest on a guess of what LeadMagic does not say', () => {
    const search = linesOf(cost('profile-search'), { rows: 100, means: { spendable: 50 } });
    assert.deepEqual(search.slice(1, 4), [
      'The most it can cost is not covered',
      'Least: 0 | if what finds nothing is free',
      'Most: 100 | everything is found',
    ]);
    assert.deepEqual(search.slice(-1), [
      'LeadMagic does not say whether a request that finds nothing is billed.',
    ]);
    const validation = linesOf(cost('email-validation'), { rows: 1000, means: { spendable: 50 } });
    assert.deepEqual(validation.slice(1, 3), [
      'The most it can cost is not covered',
      'Least: 0 | if what finds nothing is free',
    ]);
    const expected = { rows: 1000, means: { spendable: 200 }, figures: { requests: 99, averageCost: 0.2 } };
    assert.equal(
      linesOf(cost('email-validation'), expected)[1],
      'Enough for what is expected, not for the most it can cost',
    );
  });

  it('do not say that not everything may be found where a lower price may hold', () => {
    const bulk = linesOf(cost('bulk'), { rows: 100, means: { spendable: 500 } });
    assert.deepEqual(bulk.slice(1, 3), [
      'The most it can cost is not covered',
      'Least: 0 | nothing is found',
    ]);
  });

  it('tell what is missing of the expected cost alone where there is no upper limit', () => {
    const figures = { requests: 50, averageCost: 1.5 };
    const lines = linesOf(cost('jobs-finder'), { rows: 100, means: { spendable: 100 }, figures });
    assert.ok(lines.includes('50 credits are missing for what is expected'), lines.join('\n'));
    assert.doesNotMatch(lines.join('\n'), /Up to/);
    const open = linesOf(cost('jobs-finder'), { rows: 100, means: { spendable: 1 } });
    assert.doesNotMatch(open.join('\n'), /missing/);
  });

  it('never both doubt that a miss is free and know nothing of it', () => {
    for (const { id, miss, notes } of COST_TABLE) {
      assert.ok(miss === 'free' || !notes.includes('missUnofficial'), id);
    }
  });

  for (const [unknown, words] of [
    ['noKey', 'Set an API key to compare the cost with the balance.'],
    ['unconfirmed', 'Confirm the API key for this server to compare the cost with the balance.'],
    ['starting', 'The API key is not known yet, so the cost cannot be compared with the balance.'],
    [{ kind: 'unauthorized' }, 'The LeadMagic balance could not be read. LeadMagic rejected the API key.'],
  ] as const) {
    it(`say why the balance is not known: ${words}`, () => {
      const lines = linesOf(cost('email-finder'), { unknown });
      assert.deepEqual(lines.slice(0, 2), [
        'question Email finder: 1,203 requests',
        'The balance is not known',
      ]);
      assert.ok(lines.includes(words), lines.join('\n'));
    });
  }

  it('are few where it is free', () => {
    assert.deepEqual(linesOf(cost('analytics'), { rows: 10 }), [
      'pass Analytics: 10 requests',
      'It costs nothing',
      '15,432.5 now, read at 14:29',
      'Price: Free | LeadMagic API quick reference, Sep 6, 2026',
    ]);
  });

  it('name rows of a batch so, and a price of the user’s own', () => {
    const lines = linesOf(cost('bulk', new Map([['bulk', 0.5]])), { rows: 1 });
    assert.equal(lines[0], 'pass Bulk: 1 row');
    assert.deepEqual(lines.slice(-2), [
      'Price: 0.5 credits a row | Your own price, by the setting costOverrides',
      'Nothing found costs nothing.',
    ]);
  });

  it('leave no placeholder and nothing odd in any product', () => {
    for (const { id } of COST_TABLE) {
      for (const rows of [0, 1, 7]) {
        const text = linesOf(cost(id), { rows, figures: { requests: 99, averageCost: 0.5 } }).join('\n');
        assert.doesNotMatch(text, /\{\d\}|undefined|NaN|Infinity/, id);
      }
    }
  });
});
