const MOST = 1_000_000_000;

/** A whole number as people write it: `1203`, `1,203`, `1 203`, `1.203`. */
export function parseRowNumber(text: string): number | undefined {
  const typed = text.trim();
  if (!/^(?:\d{1,10}|\d{1,3}(?:[.,'’_\s]\d{3})+)$/.test(typed)) return undefined;
  const value = Number(typed.replaceAll(/\D/g, ''));
  return value <= MOST ? value : undefined;
}
