const NAME = 'LEADMAGIC_API_KEY';

/** The key that an environment sets; undefined when it sets none. */
export function keyInEnvironment(environment: unknown): string | undefined {
  if (typeof environment !== 'object' || environment === null) return undefined;
  const value: unknown = Reflect.get(environment, NAME);
  return typeof value === 'string' ? value : undefined;
}
