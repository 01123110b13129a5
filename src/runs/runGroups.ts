import type { Place, RunKind } from './run';

/**
 * Which of the things VS Code reports belong together. A piece is one task execution, one debug session or one
 * terminal command; a group of pieces is one run. Listeners fill in what they know; the rules are here.
 */
export interface Piece extends Place {
  /** Unique over all windows and kinds. */
  readonly id: string;
  readonly kind: RunKind;
  /** Safe to show (see `runName`). */
  readonly name: string;
  /** Name of the account whose balance was shown when it started. */
  readonly account: string;
  /** ms since 1970. */
  readonly at: number;
  /** It is known to use another key than the account's. */
  readonly keyMismatch?: boolean;
  /** Its key is not known, and VS Code was started with another than the account's. */
  readonly mayUseOtherKey?: boolean;
  /** A debug session's parent session. */
  readonly parentId?: string;
  /** A task's names as launch configurations may write them: `build`, `npm: build`. Compared, never shown or kept. */
  readonly taskLabels?: readonly string[];
  /**
   * The `preLaunchTask`s of launch configurations that run this task, by themselves or by what they depend on: it is held
   * back for a session to follow. Compared, never shown or kept.
   */
  readonly launches?: readonly string[];
  /** A background task, such as a watcher: when it ends says nothing about when its work is done. */
  readonly isBackground?: boolean;
  /** A debug session's `preLaunchTask`. Compared, never shown or kept. */
  readonly preLaunchTask?: string;
  /** A debug session's configuration name, and a terminal command's terminal. Compared, never shown or kept. */
  readonly terminalName?: string;
  /** A terminal command in a terminal made for debugging (its `creationOptions.env` has `VSCODE_INSPECTOR_OPTIONS`). */
  readonly debugTerminal?: boolean;
}

/** What of a group the rules look at. */
export interface GroupPieces {
  readonly pieces: readonly (Piece & { readonly endedAt?: number })[];
}

/** How long after a pre-launch task's end its debug session may start and still be the same run. */
export const LINGER_MS = 5_000;
/** How far apart a debug session and the command in its terminal may start. */
export const ADJACENT_MS = 10_000;

/**
 * The groups that a new piece joins, and thereby makes one; empty when it begins a run of its own. Only groups that are
 * not settled yet are given, oldest first.
 *
 * A task joins
 * 0. a group with another task that the same `preLaunchTask` runs, if that still runs or ended within `LINGER_MS`, and
 *    the group has neither this task nor a root session yet.
 *
 * A debug session joins
 * 1. its parent's or its children's groups (VS Code may report a child first);
 * 2. if it has no parent, a group with a task that its `preLaunchTask` names or runs, if that still runs or ended
 *    within `LINGER_MS`, and the group has no root session;
 * 3. if it has no parent, a group whose command runs in a debug terminal, or began within `ADJACENT_MS` in a terminal that
 *    bears the session's name, if the group has no root session.
 *
 * A terminal command joins
 * 4. the group of a root session that began within `ADJACENT_MS` and still runs, if the command's terminal is a debug
 *    terminal or bears the session's name, and the group has no command yet.
 *
 * Nothing else is joined: two things of the same name that merely run one after the other are two runs. A group never spans two accounts.
 */
export function groupsFor<G extends GroupPieces>(piece: Piece, groups: readonly G[]): readonly G[] {
  const candidates = groups.filter(({ pieces }) => pieces[0]?.account === piece.account);
  switch (piece.kind) {
    case 'task':
      return latest(candidates, (group) => isSameLaunch(group, piece));
    case 'terminal':
      return latest(candidates, (group) => ownsCommand(group, piece));
    case 'debug': {
      const family = candidates.filter((group) => isFamily(group, piece));
      if (piece.parentId !== undefined) return family;
      const launchers = [
        ...latest(candidates, (group) => isPreLaunched(group, piece)),
        ...latest(candidates, (group) => isItsTerminal(group, piece)),
      ];
      return candidates.filter((group) => family.includes(group) || launchers.includes(group));
    }
  }
}

function latest<G>(groups: readonly G[], holds: (group: G) => boolean): readonly G[] {
  const found = groups.findLast(holds);
  return found === undefined ? [] : [found];
}

function isSameLaunch({ pieces }: GroupPieces, task: Piece): boolean {
  const { launches = [], taskLabels = [] } = task;
  if (
    hasRoot(pieces) ||
    pieces.some((other) => other.taskLabels?.some((label) => taskLabels.includes(label)))
  )
    return false;
  return pieces.some(
    (other) => isNear(other, task) && other.launches?.some((launch) => launches.includes(launch)) === true,
  );
}

function isFamily({ pieces }: GroupPieces, session: Piece): boolean {
  return pieces.some(
    ({ id, kind, parentId }) => kind === 'debug' && (id === session.parentId || parentId === session.id),
  );
}

function isPreLaunched({ pieces }: GroupPieces, session: Piece): boolean {
  const { preLaunchTask } = session;
  if (preLaunchTask === undefined || hasRoot(pieces)) return false;
  return pieces.some(
    (task) =>
      isNear(task, session) &&
      (task.taskLabels?.includes(preLaunchTask) === true || task.launches?.includes(preLaunchTask) === true),
  );
}

/** Something that a launch may go on after: it still runs, or has just ended. */
function isNear({ endedAt }: GroupPieces['pieces'][number], { at }: Piece): boolean {
  return endedAt === undefined || at - endedAt <= LINGER_MS;
}

function isItsTerminal({ pieces }: GroupPieces, session: Piece): boolean {
  if (hasRoot(pieces)) return false;
  return pieces.some(
    (command) =>
      command.kind === 'terminal' &&
      command.endedAt === undefined &&
      (command.debugTerminal === true ||
        (session.at - command.at <= ADJACENT_MS && bearsName(command, session))),
  );
}

function ownsCommand({ pieces }: GroupPieces, command: Piece): boolean {
  if (pieces.some(({ kind }) => kind === 'terminal')) return false;
  return pieces.some(
    (session) =>
      isRoot(session) &&
      session.endedAt === undefined &&
      command.at - session.at <= ADJACENT_MS &&
      (command.debugTerminal === true || bearsName(command, session)),
  );
}

function bearsName(command: Piece, session: Piece): boolean {
  return command.terminalName !== undefined && command.terminalName === session.terminalName;
}

/** Whether the group already has the session a person started. */
export function hasRoot(pieces: readonly Piece[]): boolean {
  return pieces.some(isRoot);
}

function isRoot({ kind, parentId }: Piece): boolean {
  return kind === 'debug' && parentId === undefined;
}
