import { readFile, rename, writeFile } from 'node:fs/promises';

/** Changes the user's settings.json while VS Code runs, as a person does in its editor. `undefined` removes a setting. */
export async function changeSettings(
  file: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const current: unknown = JSON.parse(await readFile(file, 'utf8'));
  const merged = { ...(typeof current === 'object' ? current : {}), ...changes };
  // In one step: of a file that is half written VS Code would take all settings for removed, and change some itself.
  const whole = `${file}.whole`;
  // JSON.stringify leaves out what is undefined.
  await writeFile(whole, `${JSON.stringify(merged, undefined, 2)}\n`);
  await rename(whole, file);
}
