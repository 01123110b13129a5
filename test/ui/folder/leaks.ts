import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { logLines } from '../harness/leadMagicLog';
import { readable, until } from '../../waiting';
import { openedPage } from '../harness/website';
import { KEY, type Stage } from '../setup';
import type { HeldGit } from '../harness/heldGit';

/** No key is in them yet. The first is in git's index. */
export const leakFiles = {
  'src/client.py': 'import os\n',
  'src/clean.py': 'import os\n',
  '.gitignore': '.env*\n',
  ...Object.fromEntries(Array.from({ length: 610 }, (_, n) => [`many/${n}.txt`, 'nothing\n'])),
};

const SEARCH = 'LeadMagic: Find Leaked Key in Workspace';
const UNTRACKED = 'A LeadMagic API key is written here. Git does not ignore this file';

export function leakTests(stage: Stage, heldGit: () => HeldGit): void {
  const rows = () => stage.window.page.locator('.markers-panel .monaco-list-row');

  /** Opens a file, and waits until what is typed reaches it. */
  async function openFile(name: string): Promise<void> {
    const { window } = stage;
    await window.page.keyboard.press('ControlOrMeta+P');
    await window.quickInput.type(name);
    await window.quickInput.choose(name);
    await window.page.locator('.tab.active', { hasText: name }).waitFor();
    await window.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Waits for the Problems view to list these, by file, and nothing else. */
  async function problems(expected: Readonly<Record<string, RegExp>>): Promise<void> {
    let seen: readonly string[] = [];
    await until(
      `problems in ${Object.keys(expected).join()}`,
      async () => {
        seen = (await rows().allInnerTexts()).map(readable);
        const isThere = ([file, words]: readonly [string, RegExp]): boolean =>
          words.test(seen[seen.findIndex((text) => text.startsWith(file)) + 1] ?? '');
        const all = Object.entries(expected);
        return (seen.length === 2 * all.length && all.every(isThere)) || undefined;
      },
      () => Promise.resolve(seen.join(' | ')),
    );
  }

  it('is given up when the user says so', async function () {
    if (process.platform === 'win32') this.skip();
    const { window, vscode, toasts } = stage;
    await heldGit().hold();
    await window.runCommand(SEARCH);
    await window.toasts.waitFor(/^Looking for LeadMagic keys: 500 of 6\d\d$/);
    await window.statusBarPicture('leak-search');
    await window.toasts.press(/^Looking for LeadMagic keys/, 'Cancel');
    await heldGit().letGo();
    await until('the search to end', async () => {
      const lines = await logLines(vscode.settingsFile);
      return lines.some((line) => /leakSearch .*isCancelled=true/.test(line)) || undefined;
    });
    assert.deepEqual(toasts.matching(/LeadMagic key(\.| was found)/), []);
  });

  it('warns of a file that is saved with the key, by itself', async () => {
    const { window } = stage;
    await openFile('clean.py');
    await window.page.keyboard.press('ControlOrMeta+End');
    await window.page.keyboard.insertText(`# ${KEY}`);
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.runCommand('View: Toggle Problems');
    await problems({ 'clean.py': new RegExp(`${UNTRACKED}.*Ln 2, Col 3`) });
    await window.picture('leak-saved');
  });

  it('finds the files that hold the key, and shows file and line', async () => {
    const { window, folder } = stage;
    await writeFile(join(folder, 'src/client.py'), `KEY = '${KEY}'\n`);
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'notes/call.txt'), `How to call it\n\ncurl -H "X-API-Key: ${KEY}"\n`);
    await window.runCommand(SEARCH);
    await window.toasts.press('3 files hold a LeadMagic key.', 'Show');
    await problems({
      'client.py': /Git tracks this file.*Ln 1, Col 8/,
      'clean.py': new RegExp(`${UNTRACKED}.*Ln 2, Col 3`),
      'call.txt': new RegExp(`${UNTRACKED}.*Ln 3, Col 21`),
    });
    await window.picture('leaks-light');
    await window.switchTheme('dark');
    await window.picture('leaks-dark');
    await window.switchTheme('light');
  });

  it('offers to rotate the key, and to ignore the file', async () => {
    const { window, vscode, folder } = stage;
    const fixes = window.page.locator('.action-widget .monaco-list-row.action');
    const openFixes = async (): Promise<void> => {
      await window.page.locator('.monaco-editor .codicon-light-bulb').click();
      await fixes.first().waitFor();
    };
    await rows().filter({ hasText: 'Ln 3, Col 21' }).dblclick();
    await openFixes();
    assert.deepEqual(await fixes.allInnerTexts(), ['Rotate the key', 'Add file to .gitignore']);
    await window.picture('leak-fixes');
    const address = await openedPage(vscode.context, window, () => fixes.first().click());
    assert.equal(address, 'https://app.leadmagic.io/settings/api');
    await openFixes();
    await fixes.last().click();
    await window.toasts.dismiss('notes/call.txt is in .gitignore now.');
    await problems({ 'client.py': /Ln 1/, 'clean.py': /Ln 2/ });
    assert.equal(await readFile(join(folder, '.gitignore'), 'utf8'), '.env*\n/notes/call.txt\n');
    await window.runCommand('View: Close All Editors');
  });
}
