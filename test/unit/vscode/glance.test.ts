import assert from 'node:assert/strict';

import { GlanceKeeper, readGlance, type Glance } from '../../../src/vscode/glance';

const now = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const glance: Glance = {
  text: '$(warning) 950',
  background: 'warning',
  at: now - MINUTE,
  language: 'en',
  format: 'full',
};
const facts = { language: 'en', format: 'full', now, intervalMs: 5 * MINUTE };

/** What VS Code keeps, in memory. */
function memento(first?: unknown) {
  const written: unknown[] = [];
  let value: unknown = first;
  return {
    written,
    keys: () => [],
    get: () => value as never,
    update: (_key: string, next: unknown) => {
      value = next;
      written.push(next);
      return Promise.resolve();
    },
  };
}

describe('the first glance', () => {
  it('is what the item showed last', () => {
    const state = memento();
    new GlanceKeeper(state).keep(glance);
    assert.deepEqual(readGlance(state, facts), glance);
  });

  it('is written when it changed only, and goes with the balance', () => {
    const state = memento();
    const keeper = new GlanceKeeper(state);
    for (const next of [glance, { ...glance }, { ...glance, at: now }, undefined, undefined])
      keeper.keep(next);
    assert.deepEqual(state.written, [glance, { ...glance, at: now }, undefined]);
    assert.equal(readGlance(state, facts), undefined);
  });

  it('removes what an earlier start left, when there is no balance to show', () => {
    const state = memento(glance);
    new GlanceKeeper(state).keep(undefined);
    assert.equal(readGlance(state, facts), undefined);
  });

  it('is not shown in another language or format', () => {
    for (const other of [{ language: 'de' }, { format: 'icon' }])
      assert.equal(readGlance(memento(glance), { ...facts, ...other }), undefined);
  });

  it('shows the icon of a stale balance once it is one, and keeps its loudness', () => {
    const at = (ms: number): Glance | undefined => readGlance(memento({ ...glance, at: now - ms }), facts);
    assert.equal(at(10 * MINUTE)?.text, '$(warning) 950');
    for (const ms of [10 * MINUTE + 1, -11 * MINUTE])
      assert.deepEqual(at(ms), { ...glance, at: now - ms, text: '$(history) 950' });
  });

  it('is nothing where something else was kept', () => {
    for (const alien of ['x', 7, null, {}, { ...glance, at: '1' }, { ...glance, background: 'red' }])
      assert.equal(readGlance(memento(alien), facts), undefined);
  });

  it('is no matter of life and death', () => {
    const refusing = { ...memento(), update: () => Promise.reject(new Error('full')) };
    new GlanceKeeper(refusing).keep(glance);
  });
});
