import type { HistoryPoint } from '../../../src/balance/history';
import type { Folder } from '../../../src/store/folder';

export const HOUR = 3_600_000;
/** @returns ms since 1970 of a UTC time without its zone */
export const at = (text: string): number => Date.parse(`${text}Z`);

/** Every six hours a point, a credit less each time. */
export function slowSpend(from: string, to: string, credits = 10_000): HistoryPoint[] {
  const points: HistoryPoint[] = [];
  for (let t = at(from); t < at(to); t += 6 * HOUR) points.push({ t, c: credits - points.length });
  return points;
}

/** The files of a history, by name. */
export async function texts(folder: Folder): Promise<Readonly<Record<string, string>>> {
  const names = [...(await folder.list('history'))].sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, (await folder.read(`history/${name}`)) ?? ''] as const),
    ),
  );
}
