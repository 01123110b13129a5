import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageExtension } from '../vscode/packageExtension';
import { quietly } from '../vscode/progress';
import { languages } from '../unit/package/translations';
import { filesInVsix, type PackedFile } from './vsixFile';

/** Every file that users get, by its name in the package. A new one is put here when it is meant to ship. */
const expected = [
  ...['[Content_Types].xml', 'extension.vsixmanifest'],
  ...['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'SECURITY.md'].map(inside),
  ...['media/icon.png', 'bin/leadmagic-credits', 'bin/leadmagic-credits.cmd'].map(inside),
  ...['getKey', 'setKey', 'readBar', 'chooseWarnings'].map((name) => inside(`media/walkthrough/${name}.svg`)),
  ...['', ...languages.map((id) => `.${id}`)].map((id) => inside(`package.nls${id}.json`)),
  ...languages.map((id) => inside(`l10n/bundle.l10n.${id}.json`)),
  ...['ThirdPartyNotices.txt', 'webview/main.js', 'webview/main.css'].map((name) => inside(`dist/${name}`)),
  ...[
    'affordabilityFigures',
    'agents',
    'analyticsClient',
    'cli',
    'commands',
    'companion',
    'costHover',
    'dashboard',
    'diagnosis',
    'estimate',
    'extension',
    'failure',
    'later',
    'main',
    'leaks',
    'lockCare',
    'memoryFolder',
    'memoryLayer',
    'notifier',
    'rebasedSnapshot',
    'runs',
    'vendorSeries',
  ].map((name) => inside(`dist/${name}.js`)),
];

const patterns = {
  'a LeadMagic key': /\blm_[A-Za-z0-9_-]{12,}/,
  'a key of the tests': /\b[a-z]+(?:-[a-z]+)*-key-0123456789/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}/,
  'a token of GitHub': /\bgh[opsur]_[A-Za-z0-9]{36}/,
  'a password in an address': /\bhttps?:\/\/[^\s/:@"'`]+:[^\s/:@"'`]+@/,
} as const;

function inside(name: string): string {
  return `extension/${name}`;
}

describe('the package', function () {
  this.timeout(120_000);
  let files: readonly PackedFile[] = [];

  before(async () => {
    files = filesInVsix(await packageExtension(quietly));
  });

  it('holds what is meant to ship, and nothing else', () => {
    assert.deepEqual(files.map(({ name }) => name).sort(), [...expected].sort());
  });

  it('holds no source maps, nor a way to any', () => {
    for (const { name, bytes } of files) assert.ok(!bytes.includes('sourceMappingURL'), name);
  });

  it('holds no secret', () => {
    for (const { name, bytes } of files) assert.deepEqual(secretsIn(bytes.toString('latin1')), [], name);
  });

  it('passes on the licence of every package that the sources import', () => {
    const notices = files.find(({ name }) => name.endsWith('/ThirdPartyNotices.txt'))?.bytes.toString() ?? '';
    const told = notices.split(/^-{80}$/m);
    const imported = packagesImported();
    assert.ok(imported.includes('lit'), imported.join());
    for (const name of imported) {
      const notice = told.find((text) => text.trimStart().startsWith(`${name} `));
      assert.match(notice ?? '', /^Copyright |\(c\)/m, name);
    }
  });

  it('keeps the command line runnable', function () {
    // Windows knows no such mode; what is published is packaged elsewhere.
    if (process.platform === 'win32') this.skip();
    const modes = files.filter(({ name }) => name.includes('/bin/')).map(({ name, mode }) => [name, mode]);
    assert.deepEqual(Object.fromEntries(modes), {
      [inside('bin/leadmagic-credits')]: 0o755,
      [inside('bin/leadmagic-credits.cmd')]: 0o644,
    });
  });
});

describe('the scan for secrets', () => {
  // Put together here, so that nothing takes this file for a leak.
  for (const [what, ...parts] of [
    ['a LeadMagic key', 'lm_', 'live0123456789abcdef'],
    ['a key of the tests', 'demo-key-', '0123456789'],
    ['a private key', '-----BEGIN RSA ', 'PRIVATE KEY-----'],
    ['a token of npm', 'npm_', 'a1B2'.repeat(9)],
    ['a token of GitHub', 'ghp_', 'a1B2'.repeat(9)],
    ['a password in an address', 'https://me:', 'secret@proxy.example'],
    ['a folder of this machine', process.cwd()],
  ]) {
    it(`finds ${what}`, () => assert.deepEqual(secretsIn(`x = "${parts.join('')}";`), [what]));
  }
});

function secretsIn(text: string): readonly string[] {
  const found = Object.entries(patterns).filter(([, pattern]) => pattern.test(text));
  const names = found.map(([what]) => what);
  return text.includes(process.cwd()) ? [...names, 'a folder of this machine'] : names;
}

/** By what the sources name; files of this project, of Node and of VS Code are not packages. */
function packagesImported(): readonly string[] {
  const texts = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('src', file), 'utf8'));
  const named = texts.flatMap((text) =>
    [...text.matchAll(/(?:from|import|require\() ?'([^.'][^']*)'/g)].map(([, name = '']) => name),
  );
  const packages = named
    .filter((name) => !name.startsWith('node:') && name !== 'vscode')
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(packages)];
}
