import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { openWorkbench } from '../ui/harness/workbench';
import { getVSCode } from '../vscode/getVSCode';
import { launch } from '../vscode/launch';
import { packageExtension } from '../vscode/packageExtension';
import { printProgress, quietly } from '../vscode/progress';
import { timeOf } from './domTime';
import { median, type Figure } from './figure';

const KEY = 'bench-key-0123456789';
const ROUNDS = 5;
/** The refresh command sends one request in five seconds. */
const PAUSE_MS = 5500;

/** From the server's last byte to the number in the workbench's DOM: in the window that asked, and in another. */
export async function latency(): Promise<readonly Figure[]> {
  const api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 5000 }] });
  const vscode = await launch(await getVSCode('newest', printProgress), {
    vsix: [await packageExtension(quietly)],
    env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: api.origin },
  });
  try {
    const first = await openWorkbench(vscode);
    await first.statusItem.waitFor({ text: '5,000' });
    const second = await openWorkbench(vscode, { focused: false });
    await second.statusItem.waitFor({ text: '5,000' });
    const same: number[] = [];
    const other: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const credits = 5000 - round;
      const text = credits.toLocaleString('en-US');
      api.accounts.get(KEY)?.set(credits);
      const seen = Promise.all([timeOf(first, text), timeOf(second, text)]);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      await first.runCommand('LeadMagic: Refresh Balance');
      const [inFirst, inSecond] = await seen;
      const sent =
        api.requests.findLast((request) => request.path === '/v1/credits/refresh')?.lastByteAt ?? NaN;
      same.push(inFirst - sent);
      other.push(inSecond - sent);
    }
    return [
      { name: 'latency-same-window', value: median(same), unit: 'ms', budget: 100 },
      { name: 'latency-other-window', value: median(other), unit: 'ms', budget: 350 },
    ];
  } finally {
    await vscode.close();
    await api.close();
  }
}
