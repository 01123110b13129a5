import { DEFAULT_ORIGIN, parseOrigin } from './origin';

/** A value that could not be taken as it is. */
export interface SettingProblem {
  readonly name: string;
  readonly used: string | number | boolean;
}

/** Reads one setting by its name under `leadmagicCredits.`; undefined when it is not set. */
export type ReadSetting = (name: string) => unknown;

/** Default, least and most of each; `package.json` says the same, and a test compares them. */
export const numberSettings = {
  /** 0: no background refresh; else at least 1. */
  refreshIntervalMinutes: [5, 0, 1440],
  cacheTtlSeconds: [60, 10, 300],
  lowCredits: [1000, 0, 10_000_000],
  criticalCredits: [100, 0, 10_000_000],
  /** 0: no alert by days. */
  lowDaysLeft: [0, 0, 365],
  historyMonths: [24, 1, 120],
  /** A run that cost more raises a toast; 0: none does. */
  runWarnCredits: [0, 0, 1_000_000_000],
  /** Terminal commands shorter than this are not metered. */
  runMinSeconds: [3, 1, 3600],
  'statusBar.priority': [100, -10_000, 10_000],
} as const;

/** The first is the default. */
export const choiceSettings = {
  notifications: ['all', 'critical', 'off'],
  'statusBar.alignment': ['right', 'left'],
  'statusBar.format': ['full', 'compact', 'icon'],
} as const;

/** The first is the default, here too. */
const flagSettings = {
  /** Whether opened and saved files are compared with the keys, in memory. */
  warnOnLeakedKey: [true, false],
  /** Whether a hover on a LeadMagic path tells its price. */
  costHover: [true, false],
  /** Whether editors are told of LeadMagic's hosted MCP server. */
  offerMcpServer: [false, true],
} as const;

const choices = { ...choiceSettings, ...flagSettings };

/** A setting's name without its group: `statusBar.format` is `format`. */
type Field<N> = N extends `statusBar.${infer F}` ? F : N;

/** The settings of the extension, in range. */
export type Settings = {
  readonly [N in keyof typeof numberSettings as Field<N>]: number;
} & {
  readonly [N in keyof typeof choices as Field<N>]: (typeof choices)[N][number];
} & {
  /** An origin; undefined where the user set none. */
  readonly apiBaseUrl: string | undefined;
  /** The user's own prices, as written; `parseCostOverrides` reads them where prices are needed. */
  readonly costOverrides: unknown;
};

/** Settings as the user wrote them, made usable; what had to be changed is told in `problems`. */
export function parseSettings(read: ReadSetting): {
  settings: Settings;
  problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const used: Record<string, unknown> = { costOverrides: read('costOverrides'), apiBaseUrl: undefined };
  const take = (name: string, fallback: Used, usable: (value: unknown) => Used | undefined): void => {
    const value = read(name);
    const taken = value === undefined ? fallback : usable(value);
    const isClamped = typeof value === 'number' && taken !== value;
    if (taken === undefined || isClamped) problems.push({ name, used: taken ?? fallback });
    used[name.replace('statusBar.', '')] = taken ?? fallback;
  };
  for (const [name, [fallback, least, most]] of Object.entries(numberSettings)) {
    take(name, fallback, (value) =>
      Number.isFinite(value) ? inRange(name, Number(value), least, most) : undefined,
    );
  }
  for (const [name, [fallback, ...others]] of Object.entries(choices)) {
    take(name, fallback, (value) => [fallback, ...others].find((known) => known === value));
  }
  // One that cannot be used is not as good as none: the environment may name another.
  const baseUrl = read('apiBaseUrl');
  if (baseUrl !== undefined && baseUrl !== '') take('apiBaseUrl', DEFAULT_ORIGIN, originIn);
  // Every field was set above, by the tables that the type is made of.
  return { settings: used as Settings, problems };
}

function inRange(name: string, value: number, least: number, most: number): number {
  const isTooOften = name === 'refreshIntervalMinutes' && value > 0 && value < 1;
  return isTooOften ? 1 : Math.min(most, Math.max(least, value));
}

type Used = SettingProblem['used'];

function originIn(value: unknown): string | undefined {
  const parsed = typeof value === 'string' ? parseOrigin(value) : undefined;
  return parsed?.ok === true ? parsed.value : undefined;
}
