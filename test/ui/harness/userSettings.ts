import { readFile, writeFile } from 'node:fs/promises';

/** Changes the user's settings.json while VS Code runs, as a person does in its editor. `undefined` removes a setting. */
export async function changeSettings(
  file: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const current: unknown = JSON.parse(await readFile(file, 'utf8'));
  const merged = { ...(typeof current === 'object' ? current : {}), ...changes };
  // JSON.stringify leaves out what is undefined.
  await writeFile(file, `${JSON.stringify(merged, undefined, 2)}\n`);
}
