/** What must hold whatever happens; the names are those of the tests. */
export const invariants = [
  'never a request before a deadline',
  'never more than its class allows',
  'never a good value lost to a bad or older one',
  'never two toasts in one episode',
  'no snooze or claim lost to another window’s write',
  'always fresh again within max(back-off cap, standing deadline) after faults end',
  'history replays to the same state',
  'nothing throws out of a timer or an event',
] as const;
export type Invariant = (typeof invariants)[number];

export type Report = (invariant: Invariant, text: string) => void;

export interface Violation {
  readonly invariant: Invariant;
  readonly text: string;
}
