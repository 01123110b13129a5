import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process takes locks, and which others are gone. */
export interface Processes {
  /** This one's name, as lock files hold it: its number, then the space in which that counts. */
  readonly self: string;
  /** Whether the process of that name is gone for certain. Absent: as `isGone` finds out. */
  readonly isGone?: (name: string) => boolean;
}

/** This process, of its machine or, in a container, of that. */
export function thisProcess(): Processes {
  return { self: `${process.pid} ${hostname()} ${pidNamespace()}` };
}

/** Containers of one host name may share a folder. */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
