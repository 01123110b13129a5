import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as v from 'valibot';

import { until } from '../waiting';
import { openWorkbench, type Workbench } from '../ui/harness/workbench';
import { getVSCode } from '../vscode/getVSCode';
import { launch } from '../vscode/launch';
import { packageExtension } from '../vscode/packageExtension';
import { printProgress, quietly } from '../vscode/progress';
import { median, type Figure } from './figure';
import { untilFirstNumber } from './firstNumber';
import { pack } from './pack';

const STARTS = 7;
const OURS = 'leadmagic-credits.leadmagic-credits';
const BARE = 'leadmagic-bench.bare-item';

const marksShape = v.array(v.object({ name: v.string(), startTime: v.number() }));

/**
 * What VS Code itself counts as ours at its start: loading the code, and the call of `activate`; beside an
 * extension with one item and nothing else, in the same starts. Clocks tick at 1 ms: the median of fresh starts.
 */
export async function activation(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-bench-'));
  try {
    const own = await packageExtension(quietly);
    const vsix = [own, await pack('bare', folder), await pack('probe', folder)];
    const starts: Costs[] = [];
    for (let start = 0; start < STARTS; start++) starts.push(await measureStart(vsix, folder));
    const ours = median(starts.map((costs) => costs.ours));
    const bare = median(starts.map((costs) => costs.bare));
    return [
      { name: 'activation', value: ours, unit: 'ms', budget: 10 },
      { name: 'activation-over-bare', value: ours - bare, unit: 'ms', budget: 3 },
      { name: 'activation-bare', value: bare, unit: 'ms' },
      await untilFirstNumber([own, await pack('profiler', folder)], folder),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Costs {
  readonly ours: number;
  readonly bare: number;
}

async function measureStart(vsix: readonly string[], folder: string): Promise<Costs> {
  const marksFile = join(folder, `marks-${Date.now()}.json`);
  const vscode = await launch(await getVSCode('newest', printProgress), {
    vsix,
    env: { LEADMAGIC_BENCH_MARKS: marksFile },
    userSettings: { 'workbench.editor.useModal': 'off' },
    // The lines of the report are drawn only as far as they fit.
    viewport: { width: 1600, height: 4000 },
  });
  try {
    const window = await openWorkbench(vscode);
    await window.statusItem.waitFor();
    await window.runCommand('Bench: Write Marks');
    const load = await loadTimes(marksFile);
    const calls = await callTimes(window);
    const cost = (id: string): number => (load.get(id) ?? NaN) + (calls.get(id) ?? NaN);
    return { ours: cost(OURS), bare: cost(BARE) };
  } finally {
    await vscode.close();
  }
}

/** From the marks around the loading of each extension's code; ms. */
async function loadTimes(file: string): Promise<ReadonlyMap<string, number>> {
  const text = await until('the marks of the extension host', () =>
    readFile(file, 'utf8').catch(() => undefined),
  );
  const marks = v.parse(marksShape, JSON.parse(text));
  const at = (name: string): number => marks.find((mark) => mark.name === name)?.startTime ?? NaN;
  return new Map(
    [OURS, BARE].map((id) => [
      id,
      at(`code/extHost/didLoadExtensionCode/${id}`) - at(`code/extHost/willLoadExtensionCode/${id}`),
    ]),
  );
}

/** The column "Call Activate" of the startup report; ms. */
async function callTimes(window: Workbench): Promise<ReadonlyMap<string, number>> {
  await window.runCommand('Developer: Startup Performance');
  return until('both extensions in the startup report', async () => {
    const rows = (await window.editorLines()).filter((line) => line.startsWith('|')).map(cells);
    const column = rows.find((row) => row.includes('Call Activate'))?.indexOf('Call Activate') ?? -1;
    const found = rows.filter(([id]) => id === OURS || id === BARE);
    if (column < 0 || found.length < 2) return undefined;
    return new Map(found.map((row) => [row[0] ?? '', Number(row[column])]));
  });
}

function cells(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
