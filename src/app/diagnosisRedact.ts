/** What must not be in a text that people paste into a public place. */
export interface Secrets {
  readonly keys: readonly string[];
  /** The home folder, which may name a person. */
  readonly home: string;
}

/** The last net under a report whose parts hold no secrets to begin with. */
export function redact(text: string, { keys, home }: Secrets): string {
  const longestFirst = keys.filter((key) => key !== '').sort((a, b) => b.length - a.length);
  const withoutKeys = longestFirst.reduce((rest, key) => rest.replaceAll(key, '[key]'), text);
  const homes = home.length > 1 ? [home, home.replaceAll('\\', '/')] : [];
  const withoutHome = homes.reduce((rest, folder) => rest.replaceAll(folder, '~'), withoutKeys);
  return withoutHome.replace(/[^\s@"'<>()[\]=,;]+@[^\s@"'<>()[\],;]+\.[^\s@"'<>()[\],;]+/g, '[e-mail]');
}

/** Text from outside on one line, without what could change the lines around it. */
export function oneLine(text: string, most = 120): string {
  return text
    .replace(/[\p{C}\p{Z}`<>|]+/gu, ' ')
    .trim()
    .slice(0, most);
}
