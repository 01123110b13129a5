import assert from 'node:assert/strict';

import { timeOnBehalfOf } from '../../bench/profile';

describe('timeOnBehalfOf', () => {
  const node = (id: number, url: string, ...children: number[]) => ({ id, callFrame: { url }, children });
  const text = JSON.stringify({
    startedAt: 1000,
    profile: {
      // A host that calls ours (3), which calls fetch (4); and calls another extension (5).
      nodes: [
        node(1, ''),
        node(2, 'host.js', 3, 5),
        node(3, '/ours/main.js', 4),
        node(4, 'fetch'),
        node(5, '/theirs'),
      ],
      samples: [2, 3, 4, 5, 3],
      timeDeltas: [0, 1000, 2000, 4000, 8000],
    },
  });
  const isOwn = (url: string): boolean => url.startsWith('/ours/');

  it('counts what ours does and what it calls, each sample until the next', () => {
    assert.equal(timeOnBehalfOf(text, isOwn, Infinity), 2 + 4);
  });

  it('counts nothing after the end', () => {
    assert.equal(timeOnBehalfOf(text, isOwn, 1001), 2);
    assert.equal(timeOnBehalfOf(text, isOwn, 1000), 0);
  });
});
