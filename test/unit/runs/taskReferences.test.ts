import assert from 'node:assert/strict';
import { DEFAULT_BUILD, referenceKey, referencesTo } from '../../../src/runs/taskReferences';

const build = {
  labels: ['build', 'npm: build'],
  definition: { type: 'npm', script: 'build', path: 'web/' },
};

describe('references to tasks', () => {
  it('are found by label and by properties', () => {
    const object = { type: 'npm', script: 'build' };
    const references = ['build', 'npm: build', object, 'other', { type: 'npm', script: 'test' }, {}, 5, null];
    assert.deepEqual(referencesTo(build, references, []), [
      'build',
      'npm: build',
      '[["script","build"],["type","npm"]]',
    ]);
    assert.deepEqual(referencesTo(build, [{ label: 'build' }], []), ['[["label","build"]]']);
  });

  it('have a key that does not depend on the order of properties', () => {
    assert.equal(referenceKey({ type: 'npm', script: 'a' }), referenceKey({ script: 'a', type: 'npm' }));
    assert.notEqual(referenceKey({ type: 'npm', script: 'a' }), referenceKey({ type: 'npm', script: 'b' }));
    assert.deepEqual([undefined, 5, null, ['a']].map(referenceKey), [
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('lead to a task by what others depend on: a name, properties or a list, over several', () => {
    for (const dependsOn of [
      'build',
      ['lint', 'build'],
      { type: 'npm', script: 'build' },
      ['lint', { type: 'npm', script: 'build', path: 'web/' }],
    ]) {
      const entries = [
        { label: 'all', dependsOn: ['prepare'], dependsOrder: 'sequence' },
        { label: 'prepare', dependsOn },
        { label: 'lint', type: 'shell', command: 'lint' },
        'nonsense',
        null,
      ];
      assert.deepEqual(referencesTo(build, ['all', 'lint', 'prepare'], entries), ['all', 'prepare']);
    }
  });

  it('lead through the default build task', () => {
    const entries = [
      { label: 'all', dependsOn: 'build', group: { kind: 'build', isDefault: true } },
      { label: 'more', dependsOn: 'lint', group: 'build' },
    ];
    assert.deepEqual(referencesTo(build, [DEFAULT_BUILD], entries), [DEFAULT_BUILD]);
    assert.deepEqual(referencesTo(build, [DEFAULT_BUILD], entries.slice(1)), []);
  });

  it('end where tasks depend on each other', () => {
    const entries = [
      { label: 'a', dependsOn: ['b'] },
      { label: 'b', dependsOn: ['a', 'c'] },
      { label: 'c', dependsOn: ['a', 'b', 'build'] },
      { label: 'd', dependsOn: ['d'] },
    ];
    assert.deepEqual(referencesTo(build, ['a', 'd'], entries), ['a']);
  });
});
