/** Gives those of the paths that git ignores. Rejects as a whole where git refuses one of them. */
export type CheckIgnore = (paths: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Whether git ignores each path. Git refuses a whole list for one odd path (such as one behind a symbolic link), so a list that
 * was refused is halved until the odd ones are alone; those are missing from the result.
 */
export async function ignoredAmong(
  paths: readonly string[],
  check: CheckIgnore,
): Promise<ReadonlyMap<string, boolean>> {
  if (paths.length === 0) return new Map();
  try {
    const ignored = await check(paths);
    return new Map(paths.map((path) => [path, ignored.has(path)]));
  } catch {
    if (paths.length === 1) return new Map();
    const half = Math.ceil(paths.length / 2);
    const first = await ignoredAmong(paths.slice(0, half), check);
    return new Map([...first, ...(await ignoredAmong(paths.slice(half), check))]);
  }
}
