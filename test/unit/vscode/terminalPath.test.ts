import assert from 'node:assert/strict';
import { delimiter } from 'node:path';

import { english } from '../../../src/text/translate';
import { offerCommandLine, type TerminalVariables } from '../../../src/vscode/terminalPath';

/** Keeps what terminals would get. */
class Variables implements TerminalVariables {
  description: string | undefined;
  readonly changes = new Map<string, string>();

  prepend(name: string, value: string): void {
    this.changes.set(`prepend ${name}`, value);
  }

  replace(name: string, value: string): void {
    this.changes.set(`replace ${name}`, value);
  }

  clear(): void {
    this.changes.clear();
  }
}

describe('the command line in terminals', () => {
  it('is offered in local windows, with an executable to run it', () => {
    const variables = new Variables();
    offerCommandLine(variables, undefined, '/ext/bin', english);
    assert.deepEqual(
      [...variables.changes],
      [
        ['prepend PATH', `/ext/bin${delimiter}`],
        ['replace LEADMAGIC_NODE', process.execPath],
      ],
    );
    assert.match(variables.description ?? '', /leadmagic-credits/);
  });

  it('is not offered in remote windows, nor left there from a time when it was', () => {
    const variables = new Variables();
    offerCommandLine(variables, undefined, '/ext/bin', english);
    offerCommandLine(variables, 'ssh-remote', '/ext/bin', english);
    assert.deepEqual([...variables.changes], []);
  });
});
