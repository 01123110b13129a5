import { isRunKind, type Certainty, type NoCost, type Run } from './run';

const LONGEST_LINE = 2000;
const LONGEST_TEXT = 200;

/** One finished run as a line of `runs.jsonl`, line break included. */
export function formatRun(run: Run): string {
  return `${JSON.stringify({ v: 1, ...run })}\n`;
}

/**
 * Reads `runs.jsonl`, oldest first. Tolerant: a torn, alien or too long line is skipped and counted; a run that
 * stands there twice counts as its last line says.
 */
export function parseRuns(text: string): { readonly runs: readonly Run[]; readonly skipped: number } {
  const runs = new Map<string, Run>();
  let skipped = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const run = line.length <= LONGEST_LINE ? parseLine(line) : undefined;
    if (run === undefined) skipped++;
    else runs.set(run.id, run);
  }
  // As they were written: the clock may have been wrong for a while.
  return { runs: [...runs.values()], skipped };
}

function parseLine(line: string): Run | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return undefined;
  const {
    id,
    name,
    kind,
    folder,
    folderId,
    account,
    startedAt,
    endedAt,
    credits,
    certainty,
    noCost,
    isBackground,
  } = value as Record<string, unknown>;
  if (!isText(id) || id === '' || !isText(name) || !isText(account) || !isRunKind(kind)) return undefined;
  if (!isTime(startedAt) || !isTime(endedAt) || endedAt < startedAt || !isCertainty(certainty))
    return undefined;
  const run = {
    id,
    name,
    kind,
    account,
    startedAt,
    endedAt,
    certainty,
    ...(isText(folder) ? { folder } : {}),
    ...(isText(folderId) ? { folderId } : {}),
    ...(isBackground === true ? { isBackground } : {}),
  };
  if (isAmount(credits)) return { ...run, credits };
  return isNoCost(noCost) ? { ...run, noCost } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT && !/\p{Cc}/u.test(value);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** ms since 1970 that a `Date` can hold. */
function isTime(value: unknown): value is number {
  return isAmount(value) && value <= 8.64e15;
}

function isCertainty(value: unknown): value is Certainty {
  return value === 'alone' || value === 'shared' || value === 'rough';
}

function isNoCost(value: unknown): value is NoCost {
  return value === 'otherKey' || value === 'noStart' || value === 'noEnd';
}
