/** A key in use, and what its account is called. */
export interface StoredKey {
  readonly label: string;
  readonly key: string;
}

/** Where a key stands in a text. Lines and characters count from 0, in UTF-16 units, as editors count. */
export interface Leak {
  /** Of the key's account; never the key. */
  readonly label: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** No key is shorter; searching for less would find it everywhere. */
const SHORTEST_KEY = 8;
/** Nobody reads more of one file. */
const MOST_PLACES = 100;

/** Every place where one of the keys stands in the text, exactly as it is, whatever surrounds it. */
export function findLeaks(text: string, keys: readonly StoredKey[]): readonly Leak[] {
  const places = keys
    .filter(({ key }) => key.length >= SHORTEST_KEY)
    .flatMap((stored) => placesOf(text, stored))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  if (places.length === 0) return [];
  const lines = lineStarts(text);
  let line = 0;
  let reached = 0;
  const leaks: Leak[] = [];
  for (const { label, from, to } of places.slice(0, MOST_PLACES)) {
    // One key may be the beginning of another; the longer one is the one that was written.
    if (to <= reached) continue;
    reached = to;
    while ((lines[line + 1] ?? Infinity) <= from) line++;
    const start = from - (lines[line] ?? 0);
    leaks.push({ label, line, start, end: start + to - from });
  }
  return leaks;
}

function placesOf(text: string, { label, key }: StoredKey): readonly Place[] {
  const places: Place[] = [];
  let from = text.indexOf(key);
  while (from >= 0 && places.length < MOST_PLACES) {
    const to = from + key.length;
    places.push({ label, from, to });
    from = text.indexOf(key, to);
  }
  return places;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return starts;
}
