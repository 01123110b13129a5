import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { isPlainWord } from '../../../src/runs/plainWord';
import { nameOfCommand, nameOfLabel } from '../../../src/runs/runName';

const KEY = 'lm_8fK2qLx93ZtVbN71';

describe('name of a command line', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['npm run enrich', 'npm run enrich'],
    [`LEADMAGIC_API_KEY=${KEY} npm run enrich --key ${KEY}`, 'npm run enrich'],
    ['pnpm run enrich:all', 'pnpm run enrich:all'],
    ['npm -s run enrich', 'npm run enrich'],
    ['yarn enrich', 'yarn enrich'],
    ['for i in 1 2; do node enrich.js; done', 'node enrich.js'],
    ['bun run src/enrich.ts', 'bun run enrich.ts'],
    ['go run ./cmd/main.go', 'go run main.go'],
    ['npx tsx@4 src/enrichContacts.ts leads.csv', 'tsx enrichContacts.ts'],
    ['npx -p typescript tsc -p .', 'tsc'],
    ['pnpm dlx tsx a.ts', 'tsx a.ts'],
    ['uv run python enrich.py', 'python enrich.py'],
    ['doppler run --token secretword -- node a.js', 'node a.js'],
    ['doppler run --unheard-of secretword node a.js', 'node a.js'],
    ['doppler run --unheard-of a.js', 'a.js'],
    ['doppler --token secretword run --command "node a.js"', ''],
    ['doppler -p leads -c prd -- npm run enrich', 'npm run enrich'],
    ['doppler -p leads run -c prd -- npm run enrich', 'npm run enrich'],
    ['doppler secrets set', 'doppler secrets'],
    ['op run --account mycompany -- node a.js', 'node a.js'],
    ['op run --env-file .env -- node a.js', 'node a.js'],
    ['op run --env-file=.env -- npm run enrich -- --rows 5', 'npm run enrich'],
    ['uv run --with httpx enrich.py', 'enrich.py'],
    ['uv run --python 3.12 enrich.py', 'enrich.py'],
    ['uv run --frozen python enrich.py', 'python enrich.py'],
    ['uv run -m enrich.main', 'enrich.main'],
    ['uv --directory app run a.py', 'a.py'],
    ['uv sync', 'uv sync'],
    ['npx --workspace app tsx a.ts', 'tsx a.ts'],
    ['npx -y tsx a.ts', 'tsx a.ts'],
    ['npx tsx a.ts -- more', 'tsx a.ts'],
    ['npm exec --yes tsx a.ts', 'tsx a.ts'],
    ['nice --adjustment 5 node a', 'node a'],
    ['nice -n 5 nice -n5 nice -5 node a', 'node a'],
    ['sudo -nE node a', 'node a'],
    ['sudo npm run enrich -- --rows 5', 'npm run enrich'],
    ['dotenv --file .env run node a.js', 'node a.js'],
    ['dotenv -e .env -- node a.js', 'node a.js'],
    ['dotenv -e .env node a.js', 'node a.js'],
    ['cmd /c node a.js', 'node a.js'],
    ['cmd.exe /d /s /c npm run enrich', 'npm run enrich'],
    ['cmd /c "npm run enrich"', 'cmd'],
    ['cmd', 'cmd'],
    ['python3.12 -u enrich.py', 'python3.12 enrich.py'],
    ['python -m enrich.main leads', 'enrich.main leads'],
    ['sudo -u bob env A=1 B="x y" time /usr/bin/node ./a.js', 'node a.js'],
    ['node --inspect a.js', 'node a.js'],
    ['curl -H "X-API-Key: hunter2" https://api.leadmagic.io/v1/credits', 'curl'],
    ['tool --token hunter2 sync', 'tool sync'],
    ['tool --token=hunter2 sync', 'tool sync'],
    ['cd app && npm run enrich', 'npm run enrich'],
    ['cat leads.csv | node enrich.js | tee out.txt', 'node enrich.js'],
    ['(cd x; make enrich)', 'make enrich'],
    [`export KEY=${KEY}; node a.js`, 'node a.js'],
    [`$env:LEADMAGIC_API_KEY = '${KEY}'; node a.js`, 'node a.js'],
    [`$env:LEADMAGIC_API_KEY='${KEY}'; & "C:\\Program Files\\nodejs\\node.exe" .\\src\\a.js`, 'node a.js'],
    [`set LEADMAGIC_API_KEY=${KEY}&& node a.js`, 'node a.js'],
    [`set -x KEY ${KEY}; node a.js`, 'node a.js'],
    [`KEY=$(pass show leadmagic key) node a.js`, 'node a.js'],
    ['KEY=`pass show leadmagic` node a.js', 'node a.js'],
    [`node a.js <<EOF\n${KEY}\nEOF`, 'node a.js'],
    [`cat <<EOF\n${KEY}\nEOF`, 'cat'],
    [`echo hello # ${KEY}`, 'echo'],
    [`node a.js ${KEY}`, 'node a.js'],
    [`node ${KEY}`, 'node'],
    [KEY, ''],
    [`./${KEY}/run.sh`, 'run.sh'],
    ['"unclosed quote npm run', ''],
    ['node \\\n  a.js', 'node a.js'],
    ['node `\n  a.js', 'node a.js'],
    ['if true; then npm run x; fi', 'npm run x'],
    ['!', ''],
    ['', ''],
    ['   ', ''],
  ];
  for (const [line, name] of cases) it(JSON.stringify(line), () => assert.equal(nameOfCommand(line), name));

  it('masks a known key however harmless it looks', () => {
    assert.equal(nameOfCommand('tool password', ['password']), 'tool');
    assert.equal(nameOfCommand('X=ab;cdefghij node a.js', ['ab;cdefghij']), 'node a.js');
    assert.equal(nameOfCommand('password run', ['password']), '');
  });

  it('takes a hostile line in linear time', () => {
    const started = performance.now();
    for (const part of ['$(', '`', '"', "'", '\\', '((', 'a=', 'sudo ', 'python -', '-', 'aA', '#']) {
      nameOfCommand(part.repeat(100_000));
      nameOfLabel(part.repeat(10_000));
    }
    assert.ok(performance.now() - started < 2000);
  });
});

describe('name of a task or debug configuration', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['npm: enrich', 'npm: enrich'],
    ['npm: enrich - packages/leads', 'npm: enrich - leads'],
    ['Launch enrich (dev)', 'Launch enrich (dev)'],
    ['Kontakte anreichern – täglich', 'Kontakte anreichern – täglich'],
    [`shell: LEADMAGIC_API_KEY=${KEY} npm run x --key hunter2 more`, 'shell: npm run x'],
    [`Run with ${KEY} now`, 'Run with now'],
    ['Node.js: enrich.ts', 'Node.js: enrich.ts'],
    ['two\nlines', 'two lines'],
    ['turned\u202e round\u200b', 'turned round'],
    ['mail bob@example.com', 'mail'],
    ['Run 4821-9934-1172-8830', 'Run'],
    ['Report of 2026-11-26', 'Report of 2026-11-26'],
    ['shell: KEY="my plainsecret" npm run x', 'shell: npm run x'],
    ['shell: KEY="my \\" plainsecret" npm run x', 'shell: npm run x'],
    ['shell: KEY="my plainsecret npm run x', 'shell:'],
    ["shell: $env:KEY = 'plainsecret'; node a.js", 'shell: node a.js'],
    ['Run "all" of it', 'Run "all" of it'],
    [KEY, ''],
  ];
  for (const [label, name] of cases) it(JSON.stringify(label), () => assert.equal(nameOfLabel(label), name));

  it('is at most 60 characters', () => assert.equal(nameOfLabel('word '.repeat(100)).length <= 60, true));
});

describe('plain words', () => {
  for (const word of [
    'enrich',
    'enrich-contacts.ts',
    'enrichLeadsFromCsv.ts',
    'test:integration-suite',
    'python3.12',
    'v2',
    '7z',
    'x86_64-linux-gnu-gcc',
    'größe',
    'report-2026-11-26.ts',
    'enrich-v2-of-2026-11-26',
  ]) {
    it(`${word} is plain`, () => assert.equal(isPlainWord(word), true));
  }
  for (const word of [
    '',
    'lm_abcdef',
    'a1b2c3d4',
    'deadbeef99aa',
    '123456',
    'A=b',
    'a@b',
    '$X',
    'qwertzuiopasdfghjkl',
    'QwErTzUiOpAsDfGh',
    '550e8400-e29b-41d4-a716-446655440000',
    'bcdfghjk-bcdfghjk',
    '2678-0643-9166-7151',
    'ca-4b-47-9b-11-f0',
    'f8:3a:16:74:aa:bb',
    '4672-ce05-823c-90fa',
    'QUERA-ZUIOP-ASEFG-HOJKL-AB',
    'abc-12-defgh-34-ijk-56',
  ]) {
    it(`${word} is not`, () => assert.equal(isPlainWord(word), false));
  }
});

describe('canary: a key on the command line', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const base62 = `${letters}${letters.toUpperCase()}0123456789`;
  // fast-check's own strings are biased to simple ones like "aaaa"; a key is even noise.
  const of = (alphabet: string, minLength: number) =>
    fc.tuple(fc.nat(), fc.integer({ min: minLength, max: 64 })).map(([seed, length]) => {
      const bytes = createHash('sha512').update(String(seed)).digest();
      return Array.from({ length }, (_, i) => alphabet.charAt((bytes[i] ?? 0) % alphabet.length)).join('');
    });
  const grouped = fc
    .tuple(
      fc.constantFrom('0123456789', '0123456789abcdef', letters, letters.toUpperCase(), base62.slice(26)),
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom('-', ':', '.', '_'),
    )
    .chain(([alphabet, length, separator]) =>
      of(alphabet, 16).map((key) => (key.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join(separator)),
    );
  const strangeKey = fc.oneof(
    grouped,
    of(base62, 20),
    of('0123456789abcdef', 20),
    of(`${base62}-_`, 24),
    of(`${base62}+/`, 24),
    of(base62, 8).map((tail) => `lm_${tail}`),
    fc.uuid(),
  );
  const knownKey = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 8,
    maxLength: 40,
  });
  const template = fc.constantFrom(
    'KEY=@ npm run x',
    'npm run @',
    'npm run x --key @',
    'npm run x --key=@',
    'node @',
    'node @ a.js',
    '@',
    '@ a',
    './@/run',
    './a/@',
    'a/@/b.ts',
    'curl https://u:@@h/',
    'curl -H "X-API-Key: @"',
    "curl -H 'X-API-Key: @' b",
    'export KEY=@ && node a',
    '$env:KEY="@"; node a',
    'set KEY=@&& node a',
    'set KEY=@ && node a',
    'echo @ | node a',
    'node a <<< @',
    'node a <<E\n@\nE',
    'KEY=$(echo @) node a',
    'KEY=`echo @` node a',
    'node a # @',
    'sudo -u @ node a',
    'python -m @',
    'npx @',
    'npx @@1',
    '"@" "@"',
    'x;@',
    'x|@ y',
    '(@)',
    '{ @; }',
    'if @; then @; fi',
    'cmd /c "set K=@&node a"',
    'bash -c "KEY=@ node a"',
    'task: @',
    'Launch (@)',
  );
  /** An `@` before a host or a version is one. */
  const filled = (line: string, key: string) => line.replace(/@(?![h1])/g, () => key);
  const noise = fc.string({
    unit: fc.constantFrom(...' \t\n;|&(){}$"\'`\\=-#<>/@:.aA1'.split(''), 'npm', 'run', 'sudo '),
    maxLength: 30,
  });

  it('invariant: a high-entropy key is never in a name, known or not', () => {
    fc.assert(
      fc.property(strangeKey, template, noise, noise, (key, line, before, after) => {
        for (const text of [filled(line, key), `${before} ${filled(line, key)} ${after}`]) {
          assert.ok(!nameOfCommand(text).includes(key), text);
          assert.ok(!nameOfLabel(text).includes(key), text);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('invariant: a known key of any printable characters is never in a name', () => {
    fc.assert(
      fc.property(knownKey, template, noise, noise, (key, line, before, after) => {
        const text = `${before}${filled(line, key)}${after}`;
        assert.ok(!nameOfCommand(text, [key]).includes(key), text);
        assert.ok(!nameOfLabel(text, [key]).includes(key), text);
      }),
      { numRuns: 3000 },
    );
  });

  it('invariant: a name is short, one line, and nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), noise, fc.string({ unit: 'grapheme' })), (text) => {
        for (const name of [nameOfCommand(text), nameOfLabel(text)]) {
          assert.ok(name.length <= 60 && !/[\p{Cc}=@$]|:\/\//u.test(name), name);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
