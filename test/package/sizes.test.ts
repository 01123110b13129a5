import assert from 'node:assert/strict';
import { statSync } from 'node:fs';

import { filesBeforeFirstBalance, firstFileBudget, startBudget } from '../bench/startFiles';
import { packageExtension } from '../vscode/packageExtension';
import { quietly } from '../vscode/progress';

/** Sizes are the same on every machine, so their budgets are tested here; what is measured is in `npm run bench`. */
describe('the size', function () {
  this.timeout(120_000);
  let vsix = '';

  before(async () => {
    vsix = await packageExtension(quietly);
  });

  it('of the package is at most 400 KB', () => {
    assert.ok(statSync(vsix).size <= 400 * 1024, `${statSync(vsix).size} bytes`);
  });

  it('of what is loaded before a first balance shows keeps to its budget', () => {
    const files = filesBeforeFirstBalance();
    assert.deepEqual(
      files.slice(0, 2).map(({ name }) => name),
      ['extension.js', 'main.js'],
    );
    const told = files.map(({ name, kilobytes }) => `${name} ${kilobytes.toFixed(2)} KB`).join(', ');
    const all = files.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
    assert.ok((files[0]?.kilobytes ?? NaN) <= firstFileBudget, told);
    assert.ok(all <= startBudget, told);
  });
});
