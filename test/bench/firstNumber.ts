import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { openWorkbench } from '../ui/harness/workbench';
import { getVSCode } from '../vscode/getVSCode';
import { launch } from '../vscode/launch';
import { printProgress } from '../vscode/progress';
import { until } from '../waiting';
import { timeOf } from './domTime';
import { median, type Figure } from './figure';
import { timeOnBehalfOf } from './profile';

const STARTS = 3;
const KEY = 'bench-key-0123456789';
/** Long enough that the page is watched before the number comes. */
const ANSWER_MS = 4000;

/** How long the extension host's one thread is ours, from its start until the first number shows: the median of fresh starts. */
export async function untilFirstNumber(vsix: readonly string[], folder: string): Promise<Figure> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) times.push(await measureStart(vsix, folder));
  return { name: 'activation-until-number', value: median(times), unit: 'ms' };
}

async function measureStart(vsix: readonly string[], folder: string): Promise<number> {
  const file = join(folder, `profile-${Date.now()}.json`);
  const api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 5000 }] });
  api.setFault({ kind: 'pass', delayMs: ANSWER_MS });
  const vscode = await launch(await getVSCode('newest', printProgress), {
    vsix,
    env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: api.origin, LEADMAGIC_BENCH_PROFILE: file },
  });
  try {
    const window = await openWorkbench(vscode);
    await window.statusItem.waitFor({ text: 'LeadMagic' });
    const shown = await timeOf(window, '5,000');
    await window.runCommand('Bench: Write Profile');
    const text = await until('the profile of the extension host', () =>
      readFile(file, 'utf8').then(
        (all) => (all.endsWith('}') ? all : undefined),
        () => undefined,
      ),
    );
    return timeOnBehalfOf(text, (url) => url.includes('/leadmagic-credits.leadmagic-credits'), shown);
  } finally {
    await vscode.close();
    await api.close();
  }
}
