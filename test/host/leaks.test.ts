import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { until as waitUntil } from './agentsHost';

const key = process.env['LEADMAGIC_API_KEY'] ?? '';
const patience = 40_000;

/** In order: first before any search, then without git, then with it. */
describe('the leak check', function () {
  this.timeout(90_000);
  let root: string;

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.ok(root !== '' && key.length >= 8, 'the suite needs a folder and a key');
    await vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits')?.activate();
    await Promise.all([
      write('src/leak.ts', `// é😀\r\nconst key = '${key}';\n`),
      write('.env', `LEADMAGIC_API_KEY=${key}\n`),
      write('.env.local', `LEADMAGIC_API_KEY=${key}\n`),
      write('config/tracked.txt', `"${key}"`),
      write('config/[odd] name.txt', key),
      write('ignored/deep/file.txt', key),
      write('hidden/file.txt', key),
      write('node_modules/a/index.js', key),
      write('wide.txt', Buffer.from(`\ufeff${key}`, 'utf16le')),
      write('picture.bin', Buffer.from(`\0${key}`)),
      write('large.txt', key + 'x'.repeat(2 * 1024 * 1024)),
      write('other.txt', key.slice(0, -1)),
      vscode.workspace
        .getConfiguration('files')
        .update('exclude', { '**/hidden': true }, vscode.ConfigurationTarget.Workspace),
    ]);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace
      .getConfiguration('files')
      .update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('looks at files by itself, whether or not a search was ever asked for', async () => {
    const editor = await open('src/early.ts', 'first\n');
    await type(editor, `second ${key}\n`);
    await save(editor);
    await until('a warning', () => leaksIn('src/early.ts').length === 1);
    assert.deepEqual(reportedNow(), ['src/early.ts']);
    await rm(join(root, 'src/early.ts'));
  });

  it('without git leaves .env files out and says that the state is unknown', async () => {
    find();
    await reported([
      ...['config/[odd] name.txt', 'config/tracked.txt', 'ignored/deep/file.txt', 'src/leak.ts', 'wide.txt'],
    ]);
    const [leak] = leaksIn('src/leak.ts');
    assert.match(leak?.message ?? '', /is unknown/);
    assert.deepEqual(leak?.range, new vscode.Range(1, 13, 1, 13 + key.length));
    assert.equal(leak.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('with git reports what it neither ignores nor excludes, and tells tracked files apart', async () => {
    await write('.gitignore', 'ignored/\n.env\n');
    await git('init', '--quiet');
    await git('add', 'config/tracked.txt');
    await openRepository();
    find();
    await reported(['.env.local', 'config/[odd] name.txt', 'config/tracked.txt', 'src/leak.ts', 'wide.txt']);
    await until('git’s word', () => leaksIn('src/leak.ts')[0]?.message.includes('does not ignore') === true);
    const [tracked] = leaksIn('config/tracked.txt');
    assert.match(tracked?.message ?? '', /git rm --cached/);
    assert.equal(tracked?.severity, vscode.DiagnosticSeverity.Error);
  });

  it('never shows the key', () => {
    const shown = vscode.languages.getDiagnostics().map(([, diagnostics]) => JSON.stringify(diagnostics));
    assert.ok(!shown.join().includes(key));
  });

  it('offers to rotate the key and to ignore the file, and ignoring it ends the warning', async () => {
    const { document } = await open('config/[odd] name.txt');
    const [leak] = leaksIn('config/[odd] name.txt');
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      leak?.range ?? new vscode.Range(0, 0, 0, 1),
    );
    const [rotate, ignore] = ['Rotate the key', 'Add file to .gitignore'].map((title) =>
      found.find((action) => action.title === title),
    );
    assert.equal(String(rotate?.command?.arguments?.[0]), 'https://app.leadmagic.io/settings/api');
    assert.ok(ignore?.command);
    const { command, arguments: given = [] } = ignore.command;
    await vscode.commands.executeCommand(command, ...(given as unknown[]));
    await until('no warning', () => leaksIn('config/[odd] name.txt').length === 0);
    assert.equal(
      await readFile(join(root, '.gitignore'), 'utf8'),
      'ignored/\n.env\n/config/\\[odd] name.txt\n',
    );
  });

  it('looks at a file when it is saved, and takes the warning back with the key', async () => {
    const editor = await open('src/saved.ts', 'first\n');
    await type(editor, `second ${key}\n`);
    await save(editor);
    await until('a warning', () => leaksIn('src/saved.ts').length === 1);
    assert.deepEqual(leaksIn('src/saved.ts')[0]?.range, new vscode.Range(1, 7, 1, 7 + key.length));
    await editor.edit((edit) => edit.delete(new vscode.Range(1, 0, 2, 0)));
    await save(editor);
    await until('no warning', () => leaksIn('src/saved.ts').length === 0);
  });

  it('looks at a file when it is opened', async () => {
    await open('src/opened.ts', `${key}\n`);
    await until('a warning', () => leaksIn('src/opened.ts').length === 1);
  });

  it('says nothing of saved files that are ignored, excluded or installed', async () => {
    const quiet = ['ignored/deep/file.txt', '.env', 'hidden/file.txt', 'node_modules/a/index.js'];
    for (const name of quiet) {
      const editor = await open(name);
      await type(editor, '\n');
      await save(editor);
    }
    // They are looked at in order: when this one is done, so are they.
    await open('src/marker.ts', key);
    await until('the marker', () => leaksIn('src/marker.ts').length === 1);
    for (const name of quiet) assert.deepEqual(leaksIn(name), [], name);
  });

  it('stops watching, and takes its warnings back, when the setting is turned off', async () => {
    const settings = vscode.workspace.getConfiguration('leadmagicCredits');
    await settings.update('warnOnLeakedKey', false, vscode.ConfigurationTarget.Global);
    try {
      await until('no warnings', () => reportedNow().length === 0);
      const editor = await open('src/off.ts', key);
      await type(editor, '\n');
      await save(editor);
      find();
      await until('the command’s own report', () => leaksIn('src/off.ts').length === 1);
      await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, 5, 0)));
      await save(editor);
      await until('no warning', () => leaksIn('src/off.ts').length === 0);
    } finally {
      await settings.update('warnOnLeakedKey', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('the open files again', () => leaksIn('src/opened.ts').length === 1);
  });

  it('takes a warning back when git was told, outside of VS Code, to ignore the file', async () => {
    assert.equal(leaksIn('config/tracked.txt').length, 1);
    await git('rm', '--cached', '--quiet', '-f', 'config/tracked.txt');
    await write('.gitignore', 'ignored/\n.env\nconfig/tracked.txt\n');
    await until('no warning', () => leaksIn('config/tracked.txt').length === 0);
  });

  it('forgets a file that was deleted', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(uriOf('src/opened.ts'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('no warning', () => leaksIn('src/opened.ts').length === 0);
  });

  function uriOf(name: string): vscode.Uri {
    return vscode.Uri.file(join(root, name));
  }

  async function write(name: string, content: string | Buffer): Promise<void> {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }

  async function open(name: string, content?: string): Promise<vscode.TextEditor> {
    if (content !== undefined) await write(name, content);
    return vscode.window.showTextDocument(uriOf(name), { preview: false });
  }

  async function git(...args: readonly string[]): Promise<void> {
    await promisify(execFile)('git', args, { cwd: root });
  }

  /** Not waited for: the command ends when its message is closed. */
  function find(): void {
    void vscode.commands.executeCommand('leadmagicCredits.findLeakedKey');
  }

  function leaksIn(name: string): readonly vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(uriOf(name)).filter(({ source }) => source === 'LeadMagic');
  }

  function reportedNow(): readonly string[] {
    return vscode.languages
      .getDiagnostics()
      .filter(([, diagnostics]) => diagnostics.some(({ source }) => source === 'LeadMagic'))
      .map(([uri]) => vscode.workspace.asRelativePath(uri))
      .sort();
  }

  async function reported(names: readonly string[]): Promise<void> {
    const wanted = [...names].sort().join();
    await until(`reports of ${wanted}`, () => reportedNow().join() === wanted);
  }

  /** Tells the git extension at once of what it would find by itself in a while. */
  async function openRepository(): Promise<void> {
    const extension: vscode.Extension<unknown> | undefined = vscode.extensions.getExtension('vscode.git');
    const exported = (await extension?.activate()) as {
      getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
    };
    assert.ok(await exported.getAPI(1).openRepository(vscode.Uri.file(root)));
  }

  async function until(what: string, isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        subscription.dispose();
        reject(new Error(`Not within ${patience} ms: ${what}. Reported: ${reportedNow().join()}`));
      }, patience);
      const subscription = vscode.languages.onDidChangeDiagnostics(() => {
        if (!isSo()) return;
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      });
    });
  }
});

/** An editor may save it by itself at the same time, which keeps one of the two from it. */
function save({ document }: vscode.TextEditor): Promise<void> {
  return waitUntil('the file to be saved', async () => (await document.save()) || !document.isDirty);
}

async function type(editor: vscode.TextEditor, text: string): Promise<void> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  assert.ok(await editor.edit((edit) => edit.insert(end, text)));
}
