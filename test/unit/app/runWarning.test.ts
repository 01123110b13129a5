import assert from 'node:assert/strict';
import { runWarning } from '../../../src/app/runWarning';
import type { Run } from '../../../src/runs/run';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';

const formats = new Formats('en', english);

function warning(
  more: Partial<Run>,
  runWarnCredits = 10,
  notifications: 'all' | 'critical' | 'off' = 'all',
): string | undefined {
  const run: Run = {
    ...{ id: 'r', name: 'npm run enrich', kind: 'task', account: 'a', startedAt: 1, endedAt: 2 },
    ...{ credits: 37.25, certainty: 'alone' },
    ...more,
  };
  return runWarning(run, { runWarnCredits, notifications }, formats);
}

describe('the warning of a run that cost much', () => {
  it('tells what it cost, and the limit', () => {
    assert.equal(warning({}), 'LeadMagic: the run npm run enrich cost more than 10: 37.25 credits.');
  });

  it('does not call it the cost of the run where something else may have spent it', () => {
    assert.equal(
      warning({ certainty: 'shared' }),
      'LeadMagic: spent while npm run enrich ran: 37.25 credits, more than 10.',
    );
    assert.equal(
      warning({ certainty: 'rough', name: '', kind: 'debug' }),
      'LeadMagic: spent while a debug session ran: about 37.25 credits, more than 10.',
    );
  });

  it('tells a run without a safe name by its kind', () => {
    assert.equal(warning({ name: '' }), 'LeadMagic: a task cost more than 10: 37.25 credits.');
  });

  it('is not given at or below the limit, nor without a limit', () => {
    assert.equal(warning({ credits: 10 }), undefined);
    assert.equal(warning({ credits: 0 }), undefined);
    assert.equal(warning({}, 0), undefined);
  });

  it('is silenced by off alone: the limit is the user’s own', () => {
    assert.notEqual(warning({}, 10, 'critical'), undefined);
    assert.equal(warning({}, 10, 'off'), undefined);
  });
});
