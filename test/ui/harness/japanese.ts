import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installOnce } from '../../vscode/installCache';
import { sawarabiPackage } from '../../vscode/pins';
import { printProgress } from '../../vscode/progress';
import { npmInstall } from '../../vscode/runCommand';

/** The last of the fonts that VS Code asks for on Linux: it is for what the others lack. */
const FAMILY = 'Droid Sans';

/** Gives a window letters for Japanese, of which a bare machine has none: its pictures would show boxes. */
export async function giveJapaneseLetters(page: Page): Promise<void> {
  const { name, version } = sawarabiPackage;
  const folder = await installOnce(`sawarabi-gothic-${version}`, printProgress, async (half) => {
    await writeFile(join(half, 'package.json'), '{ "private": true }\n');
    await npmInstall(half, [`${name}@${version}`]);
  });
  const file = join(folder, 'node_modules', name, 'files', 'sawarabi-gothic-japanese-400-normal.woff2');
  await page.evaluate(
    async ([family, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      document.fonts.add(await new FontFace(family, bytes).load());
    },
    [FAMILY, await readFile(file, 'base64')] as const,
  );
}
