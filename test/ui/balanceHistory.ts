import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { saveAs } from './harness/saveDialog';
import { refresh, type Stage } from './setup';

const NAMES = 'time,credits,spendable,first,low,high,spent,toppedUp';

/** One balance that the server gave: credits, and what of them could be spent. */
type Given = readonly [credits: number, spendable: number];

/** What becomes of the balances that were read: exported, kept, deleted. */
export function historyTests(stage: Stage, given: readonly Given[]): void {
  const startedAt = Date.now();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadmagic-history-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Saves the history by the command. The toast that tells of it stays. */
  async function exported(name: string): Promise<string> {
    await stage.window.runCommand('LeadMagic: Export Balance History…');
    return saveAs(stage.window, 'leadmagic-credits-', join(folder, name));
  }

  async function historyFiles(): Promise<ReadonlyMap<string, string>> {
    const files = await stage.kept.files();
    return new Map([...files].filter(([file]) => /[\\/]history[\\/]/.test(file)));
  }

  it('is exported as CSV: a line for each balance that the server gave', async () => {
    const { window } = stage;
    const text = await exported('history.csv');
    const [names, ...lines] = text.trimEnd().split('\r\n');
    assert.equal(names, NAMES);
    const rows = lines.map((line) => line.split(','));
    assert.deepEqual(
      rows.map(([, credits, spendable]) => [Number(credits), Number(spendable)]),
      given,
    );
    const times = rows.map(([time = '']) => Date.parse(time));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    const [first = NaN] = times;
    assert.ok(first >= startedAt && (times.at(-1) ?? NaN) <= Date.now(), rows.join('\n'));

    const toast = new RegExp(`^${given.length} lines of balance history were written to .*history\\.csv\\.$`);
    await window.toasts.waitFor(toast);
    await window.statusBarPicture('history-exported');
    await window.toasts.press(toast, 'Open');
    await window.page.locator('.tab', { hasText: 'history.csv' }).waitFor();
    assert.equal((await window.editorLines())[0], NAMES);
  });

  it('or as JSON', async () => {
    const body: unknown = JSON.parse(await exported('history.json'));
    const csv = await exported('again.csv');
    const records = csv
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([time, credits, spendable]) => ({
        time,
        credits: Number(credits),
        spendable: Number(spendable),
      }));
    assert.deepEqual(body, { version: 1, records });
    assert.equal(records.length, given.length);
    await stage.window.toasts.dismiss(/history\.json\.$/);
    await stage.window.toasts.dismiss(/again\.csv\.$/);
  });

  it('is all there when the question before its end is answered with Cancel', async () => {
    const { window } = stage;
    const before = await historyFiles();
    assert.ok(before.size > 0);
    await window.runCommand('LeadMagic: Clear Balance History…');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, 'Delete the LeadMagic balance history on this machine?');
    // Their order is the system's.
    assert.deepEqual(dialog.buttons.toSorted(), ['Cancel', 'Delete']);
    await window.picture('history-clear');
    await window.dialog.press('Cancel');
    // Any command is run after what the one before it did.
    await window.palette.titles('LeadMagic: Clear');
    assert.deepEqual(await historyFiles(), before);
  });

  it('is gone when it is agreed to; the balance stays, and a new history begins', async () => {
    const { window, account } = stage;
    const { text } = await window.statusItem.waitFor();
    await window.runCommand('LeadMagic: Clear Balance History…');
    await window.dialog.waitFor();
    await window.dialog.press('Delete');
    await window.toasts.dismiss('The LeadMagic balance history is deleted.');
    assert.deepEqual(await historyFiles(), new Map());
    await window.statusItem.waitFor({ text });
    await window.runCommand('LeadMagic: Export Balance History…');
    await window.toasts.dismiss('There is no balance history yet.');

    account.set(4_000);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '4,000' });
    const lines = (await exported('anew.csv')).trimEnd().split('\r\n');
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(',').slice(1, 3).join()),
      ['4000,4000'],
    );
    await window.toasts.dismiss(/^1 line of balance history was written to .*anew\.csv\.$/);
  });
}
