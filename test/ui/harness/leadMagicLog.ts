import { dirname, join } from 'node:path';
import { readTree } from './keptFiles';

/** The lines that the extension wrote to its log, over all windows since the start. */
export async function logLines(settingsFile: string): Promise<readonly string[]> {
  const files = await readTree(join(dirname(settingsFile), '..', 'logs'));
  return [...files]
    .filter(([file]) => file.endsWith('LeadMagic Credits.log'))
    .flatMap(([, text]) => text.split('\n'))
    .filter((line) => line !== '');
}
