import type { Progress } from './progress';

/**
 * Getting and starting a VS Code may fail by what a machine or its network has to do besides. So it is tried up to three
 * times, and each failure is told. What a test asserts is never tried again.
 * @throws the last failure
 */
export async function upToThreeTimes<T>(
  what: string,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      progress(`${what} failed, trying again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
