import assert from 'node:assert/strict';
import { pieceOf, type FoundRun } from '../../../src/app/runsFound';

const key = 'lm_canary-4f9c2e81b7';
const context = { window: 'w', account: 'a', key, environmentKey: undefined };

function piece(more: Partial<FoundRun>) {
  return pieceOf({ id: '1', kind: 'terminal', at: 5, ...more }, context);
}

describe('found runs', () => {
  it('become pieces with a safe name and ids of their window', () => {
    assert.deepEqual(
      pieceOf(
        {
          id: 'child',
          kind: 'debug',
          at: 5,
          label: 'Enrich',
          parentId: 'root',
          folder: { name: 'leads', uri: 'file:///work/leads' },
          terminalName: 'T',
        },
        context,
      ),
      {
        ...{ id: 'w:child', kind: 'debug', at: 5, name: 'Enrich', account: 'a' },
        ...{ parentId: 'w:root', folder: 'leads', folderId: '616aad4f', terminalName: 'T' },
      },
    );
  });

  it('are named after the label, and without one after the command', () => {
    assert.equal(piece({ label: 'Enrich', commandLine: 'npm run enrich' }).name, 'Enrich');
    assert.equal(piece({ commandLine: 'npm run enrich -- --rows 5' }).name, 'npm run enrich');
    assert.equal(piece({}).name, '');
  });

  it('keep neither the command line nor a key', () => {
    const told = JSON.stringify([
      piece({ commandLine: `curl -H "X-API-Key: ${key}" https://api.leadmagic.io` }),
      piece({ commandLine: `LEADMAGIC_API_KEY=plain-name node plain-name`, key: 'other-plain' }),
      piece({ label: `run ${key}`, key }),
    ]);
    for (const secret of [key, 'plain-name', 'other-plain', 'X-API-Key'])
      assert.ok(!told.includes(secret), told);
  });

  for (const [line, mismatch] of [
    [`LEADMAGIC_API_KEY=${key} npm start`, undefined],
    ['LEADMAGIC_API_KEY=lm_other npm start', true],
    ["LEADMAGIC_API_KEY='lm_other' npm start", true],
    ['env LEADMAGIC_API_KEY="lm_other" npm start', true],
    [`$env:LEADMAGIC_API_KEY = "${key}"; npm start`, undefined],
    ["$env:LEADMAGIC_API_KEY='lm_other'; npm start", true],
    ['set LEADMAGIC_API_KEY=lm_other&& npm start', true],
    ['docker run -e LEADMAGIC_API_KEY=lm_other enrich', true],
    ['sudo docker run --env "LEADMAGIC_API_KEY=lm_other" enrich', true],
    ['set "LEADMAGIC_API_KEY=lm_other" && npm start', true],
    ['echo "LEADMAGIC_API_KEY=lm_other" > .env.example; npm start', undefined],
    ['LEADMAGIC_API_KEY=$(pass leadmagic) npm start', undefined],
    ['LEADMAGIC_API_KEY=$KEY npm start', undefined],
    ['LEADMAGIC_API_KEY="$KEY" npm start', undefined],
    ['LEADMAGIC_API_KEY=%KEY% npm start', undefined],
    ['LEADMAGIC_API_KEY= npm start', undefined],
    ['MY_LEADMAGIC_API_KEY=lm_other npm start', undefined],
    ['npm start', undefined],
    ['A=1 LEADMAGIC_API_KEY=lm_other npm start', true],
    ['cd app && LEADMAGIC_API_KEY=lm_other npm start', true],
    ['export LEADMAGIC_API_KEY=lm_other; npm start', true],
    ['npx cross-env LEADMAGIC_API_KEY=lm_other npm start', true],
    ['sudo -u bob LEADMAGIC_API_KEY=lm_other npm start', true],
    ['env -u FOO LEADMAGIC_API_KEY=lm_other npm start', true],
    ['cd app && LEADMAGIC_API_KEY=lm_other npm start 2>&1 | tee log', true],
    // For a part of the line only: the rest may spend from the account.
    ['LEADMAGIC_API_KEY=lm_other echo hi; npm start', undefined],
    ['npm run a && LEADMAGIC_API_KEY=lm_other npm start', undefined],
    ['env LEADMAGIC_API_KEY=lm_other node a.js; node b.js', undefined],
    ['docker run -e LEADMAGIC_API_KEY=lm_other image && npm start', undefined],
    ['export LEADMAGIC_API_KEY=lm_other; npm run a && npm start', true],
    ['set LEADMAGIC_API_KEY=lm_other&& npm start', true],
    ['$env:LEADMAGIC_API_KEY = Get-Content key.txt; node a.js', undefined],
    ['$env:LEADMAGIC_API_KEY = Get-Secret LeadMagic -AsPlainText; node a.js', undefined],
    ['$env:LEADMAGIC_API_KEY = op read op://v/k; node a.js', undefined],
    ['$env:LEADMAGIC_API_KEY =[Environment]::GetEnvironmentVariable("lm_other"); node a.js', undefined],
    ["$env:LEADMAGIC_API_KEY = 'lm_oth' + 'er1'; node a.js", undefined],
    ["if ($env:LEADMAGIC_API_KEY -eq 'lm_other') { npm start }", undefined],
    ["if ($env:LEADMAGIC_API_KEY == 'lm_other') { npm start }", undefined],
    ['LEADMAGIC_API_KEY=op://vault/item/key op run -- node a.js', undefined],
    ['echo LEADMAGIC_API_KEY=lm_other >> .env.example && npm run enrich', undefined],
    ['echo "a; LEADMAGIC_API_KEY=lm_other b" && npm start', undefined],
    ['git commit -m "LEADMAGIC_API_KEY=lm_other" && npm start', undefined],
    ['grep -r LEADMAGIC_API_KEY=lm_other . ; node a', undefined],
    ['grep -e LEADMAGIC_API_KEY=lm_other . ; node a', undefined],
    ['cat > .env <<E\nLEADMAGIC_API_KEY=lm_other x\nE\nnode a', undefined],
    // A variable of the shell alone, unless it was one of the environment before.
    ['LEADMAGIC_API_KEY=lm_other; npm start', undefined],
    ['LEADMAGIC_API_KEY=lm_other a; LEADMAGIC_API_KEY=$MINE b', undefined],
    ['set LEADMAGIC_API_KEY=!OTHER_KEY!&& npm start', undefined],
    ['LEADMAGIC_API_KEY={{secret}} npm start', undefined],
    ['LEADMAGIC_API_KEY=lm_some{{secret}} npm start', undefined],
    ['LEADMAGIC_API_KEY=<(cat k) npm start', undefined],
    ['LEADMAGIC_API_KEY=lm_canary"-4f9c2e81b7" npm start', undefined],
    ['LEADMAGIC_API_KEY=short npm start', undefined],
  ] as const) {
    it(`know ${mismatch === true ? 'another' : 'no other'} key in: ${line}`, () => {
      assert.equal(piece({ commandLine: line }).keyMismatch, mismatch);
    });
  }

  it('know another key in the environment, unless it is still to be filled in', () => {
    assert.equal(piece({ key: 'lm_other' }).keyMismatch, true);
    assert.equal(piece({ key: ` ${key} ` }).keyMismatch, undefined);
    assert.equal(piece({ key: '${env:OTHER}' }).keyMismatch, undefined);
    assert.equal(piece({ key: '' }).keyMismatch, undefined);
    // What the line itself sets goes before it.
    assert.equal(
      piece({ key: 'lm_other', commandLine: `LEADMAGIC_API_KEY=${key} x` }).keyMismatch,
      undefined,
    );
    // It sets one, but which?
    assert.equal(piece({ key: 'lm_other', commandLine: 'LEADMAGIC_API_KEY=$K x' }).keyMismatch, undefined);
  });

  it('know no other key where the environment holds a reference to one, or a template', () => {
    for (const set of ['op://vault/item/key', '{{leadmagic}}', '<your key here>', '!OTHER_KEY!', 'short']) {
      assert.equal(piece({ key: set }).keyMismatch, undefined, set);
      const inherits = pieceOf({ id: '1', kind: 'task', at: 5 }, { ...context, environmentKey: set });
      assert.equal(inherits.mayUseOtherKey, undefined, set);
    }
  });

  it('have no name with what may be a key, though it is not sure to be the one that is used', () => {
    for (const line of ['LEADMAGIC_API_KEY="plain://name" a', 'echo LEADMAGIC_API_KEY=plainname > b']) {
      const name = line.includes('//') ? 'plain://name' : 'plainname';
      assert.doesNotMatch(piece({ commandLine: `${line}; node ${name}.js` }).name, /name/, line);
    }
    const { name } = piece({ label: 'run plain name', key: ' plain name ' });
    assert.equal(name, 'run');
  });

  it('may use another key where VS Code was started with one and nothing says which they use', () => {
    const may = (more: Partial<FoundRun>, environmentKey: string) =>
      pieceOf({ id: '1', kind: 'task', at: 5, ...more }, { ...context, environmentKey }).mayUseOtherKey;
    assert.equal(may({}, 'lm_other'), true);
    assert.equal(may({}, ` ${key} `), undefined);
    assert.equal(may({}, ''), undefined);
    assert.equal(may({ key }, 'lm_other'), undefined);
    assert.equal(may({ key: '${env:OTHER}' }, 'lm_other'), undefined);
    assert.equal(may({ commandLine: `LEADMAGIC_API_KEY=${key} npm start` }, 'lm_other'), undefined);
    const { name } = pieceOf(
      { id: '1', kind: 'terminal', at: 5, commandLine: 'node plain-name.js' },
      { ...context, environmentKey: 'plain-name' },
    );
    assert.doesNotMatch(name, /plain-name/);
  });

  it('have folder names that a line of the log can hold', () => {
    const folder = { name: `a\n${'b'.repeat(300)}`, uri: 'file:///a' };
    assert.equal(piece({ folder }).folder, `a ${'b'.repeat(98)}`);
  });

  it('tell folders of one name apart, and keep no path', () => {
    const [one, two] = ['client', 'server'].map((parent) =>
      piece({ folder: { name: 'api', uri: `file:///work/${parent}/api` } }),
    );
    assert.deepEqual([one?.folder, two?.folder], ['api', 'api']);
    assert.notEqual(one?.folderId, two?.folderId);
    assert.doesNotMatch(JSON.stringify([one, two]), /work|client|server/);
  });
});
