import { codeOf } from './diskFolder';
import type { Processes } from './processes';

/** Whether another process is gone for certain. */
export function isGoneFor(processes: Processes, name: string): boolean {
  return processes.isGone?.(name) ?? isGone(name, processes.self);
}

/** Whether the process of that name is gone for certain, as far as this one can tell: see `Processes`. */
export function isGone(name: string, self: string): boolean {
  const other = /^([1-9]\d{0,9})( .*)$/.exec(name);
  return other !== null && other[2] === self.replace(/^\d+/, '') && !isRunning(Number(other[1]));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}
