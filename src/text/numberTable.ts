/**
 * How VS Code's display languages write numbers: what parts thousands, what parts the decimals, and how many digits a
 * number must have to be parted. A first `Intl` object takes about 25 ms of a start; this takes none, and a test holds it
 * against `Intl`.
 */
const table: Readonly<Record<string, readonly [group: string, decimal: string, groupsFrom: number]>> = {
  bg: ['\u00a0', ',', 5],
  cs: ['\u00a0', ',', 4],
  de: ['.', ',', 4],
  en: [',', '.', 4],
  es: ['.', ',', 5],
  fr: ['\u202f', ',', 4],
  hu: ['\u00a0', ',', 5],
  it: ['.', ',', 5],
  ja: [',', '.', 4],
  ko: [',', '.', 4],
  pl: ['\u00a0', ',', 5],
  'pt-br': ['.', ',', 4],
  ru: ['\u00a0', ',', 4],
  tr: ['.', ',', 4],
  'zh-cn': [',', '.', 4],
  'zh-tw': [',', '.', 4],
};

/** The languages of the table, as VS Code names them. */
export const tableLanguages: readonly string[] = Object.keys(table);

/**
 * A finite number with up to two decimals, such as `15,432.5`; undefined where the table lacks the language. A half is
 * rounded up as it is written: 1.615, which is a little less in binary, is `1.62`.
 */
export function plainNumber(value: number, language: string): string | undefined {
  const row = table[language.toLowerCase()];
  if (row === undefined) return undefined;
  const [group, decimal, groupsFrom] = row;
  const [whole = '', cents = ''] = (Math.abs(value) + 1e-9).toFixed(2).split('.');
  const parted = whole.length < groupsFrom ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
  const decimals = cents.replace(/0+$/, '');
  const text = decimals === '' ? parted : parted + decimal + decimals;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}
