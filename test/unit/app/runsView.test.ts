import assert from 'node:assert/strict';
import { runsView } from '../../../src/app/runsView';
import type { Run } from '../../../src/runs/run';
import { Formats } from '../../../src/text/formats';
import { translateBy } from '../../../src/text/translate';
import { parseHostMessage } from '../../../src/usage/hostMessage';
import { noRuns } from '../../../src/usage/runsView';

const formats = new Formats('en', translateBy({}));
const run = (at: number, more: Partial<Run> = {}): Run => ({
  ...{ id: `r${at}`, name: 'npm run enrich', kind: 'task', account: 'a', certainty: 'alone' },
  ...{ startedAt: at * 1000, endedAt: at * 1000 + 500 },
  ...more,
});

describe('runsView', () => {
  it('is empty without runs', () => assert.deepEqual(runsView([], formats), noRuns));

  it('has the newest first, with what they cost or why nobody knows', () => {
    const kept = [
      run(1, { credits: 37.25, folder: 'crm' }),
      run(2, { name: '', kind: 'debug', certainty: 'rough', noCost: 'otherKey' }),
    ];
    assert.deepEqual(runsView(kept, formats), {
      runs: [
        { name: 'Debug session', startedAt: 2000, endedAt: 2500, certainty: 'rough', noCost: 'otherKey' },
        {
          ...{ name: 'npm run enrich', folder: 'crm', startedAt: 1000, endedAt: 1500 },
          ...{ certainty: 'alone', credits: 37.25 },
        },
      ],
      folders: [{ folder: 'crm', runs: 1, credits: 37.25, rough: 0, shared: 0 }],
      mixed: 0,
      since: 1000,
    });
  });

  it('has a row for each folder, also where several have one name', () => {
    const kept = ['a1b2c3d4', 'e5f6a7b8'].map((folderId, at) =>
      run(at, { credits: 5 - at, folder: 'api', folderId }),
    );
    const { runs, folders } = runsView(
      [...kept, run(9, { credits: 1, folder: 'web', folderId: '0' })],
      formats,
    );
    assert.deepEqual(
      folders.map(({ folder, credits }) => [folder, credits]),
      [
        ['api (a1b2)', 5],
        ['api (e5f6)', 4],
        ['web', 1],
      ],
    );
    assert.deepEqual(
      runs.map(({ folder }) => folder),
      ['web', 'api (e5f6)', 'api (a1b2)'],
    );
  });

  it('shows fifty, and counts all by folder', () => {
    const kept = Array.from({ length: 60 }, (_, index) => run(index, { credits: 1, folder: 'crm' }));
    const { runs, folders, since } = runsView(kept, formats);
    assert.deepEqual([runs.length, runs[0]?.startedAt, runs.at(-1)?.startedAt], [50, 59_000, 10_000]);
    assert.deepEqual([folders[0]?.credits, since], [60, 0]);
  });

  it('leaves neither id, account nor command behind, so that the page takes it', () => {
    const view = runsView([run(1, { credits: 1 }), run(2, { certainty: 'rough', noCost: 'noEnd' })], formats);
    assert.deepEqual(parseHostMessage({ type: 'runs', runs: view }), { type: 'runs', runs: view });
  });
});
