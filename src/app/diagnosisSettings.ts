import { HIDDEN, withoutCredentials, type NamedValue } from './diagnosisProxy';

/** The names of the settings that an extension's manifest declares. */
export function declaredSettings(manifest: unknown): readonly string[] {
  const properties = child(child(child(manifest, 'contributes'), 'configuration'), 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

export interface SettingValues {
  /** The user's own. */
  readonly globalValue?: unknown;
  readonly defaultValue?: unknown;
}

/** The settings that the user changed, by name and value. */
export function changedSettings(
  names: readonly string[],
  inspect: (name: string) => SettingValues | undefined,
): readonly NamedValue[] {
  return names.flatMap((name) => {
    const { globalValue, defaultValue } = inspect(name) ?? {};
    const value = globalValue === undefined ? undefined : JSON.stringify(globalValue);
    if (value === undefined || value === JSON.stringify(defaultValue)) return [];
    return [{ name, value: shownValue(globalValue, value) }];
  });
}

/** What was typed by mistake may be a key: only addresses, single words and numbers are shown. */
function shownValue(value: unknown, json: string): string {
  if (typeof value === 'string' && /^https?:\/\//i.test(value)) return withoutCredentials(value);
  const isHarmless = typeof value === 'string' ? /^[a-z]{0,20}$/i.test(value) : typeof value !== 'object';
  return isHarmless ? json : HIDDEN;
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
