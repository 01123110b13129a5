import { readFile } from 'node:fs/promises';
import { until } from '../../waiting';
import type { Workbench } from './workbench';

/**
 * Waits for the dialog that asks where to save, and saves to that file.
 * @param proposed a part of the name it proposes
 * @returns what the file holds
 */
export async function saveAs({ quickInput }: Workbench, proposed: string, file: string): Promise<string> {
  await until('a name for the file', async () =>
    ((await quickInput.readInput())?.value ?? '').includes(proposed) ? true : undefined,
  );
  let tries = 0;
  return until('the saved file', async () => {
    // The dialog does not listen while it looks at a folder, to a name no more than to its button.
    if (tries++ % 20 === 0 && (await quickInput.readInput()) !== undefined) await quickInput.type(file);
    // An Enter too many would go to what is behind it.
    await quickInput.pressButton();
    const written = await readFile(file, 'utf8').catch(() => '');
    return written === '' ? undefined : written;
  });
}
