import { createHash } from 'node:crypto';

import { assignedKey } from '../runs/assignedKey';
import type { Place, RunKind } from '../runs/run';
import type { Piece } from '../runs/runGroups';
import { nameOfCommand, nameOfLabel } from '../runs/runName';
import { keyProblem } from './keys';

/** What VS Code tells of something that began. Label, command line and key are used for `pieceOf` and kept nowhere. */
export interface FoundRun extends Pick<
  Piece,
  | 'at'
  | 'parentId'
  | 'taskLabels'
  | 'launches'
  | 'isBackground'
  | 'preLaunchTask'
  | 'terminalName'
  | 'debugTerminal'
> {
  /** Unique among the runs of its window. */
  readonly id: string;
  readonly kind: RunKind;
  readonly folder?: FoundFolder;
  /** The name of a task or a debug configuration, as its author wrote it. */
  readonly label?: string;
  /** What a terminal or a shell task was told to run, as typed: it may hold a key. */
  readonly commandLine?: string;
  /** `LEADMAGIC_API_KEY`, where something sets it for this run. */
  readonly key?: string;
}

/** A workspace folder. */
export interface FoundFolder {
  readonly name: string;
  /** Only a short hash of it is kept. */
  readonly uri: { toString(): string };
}

/** What a run is told apart by, and measured with. */
export interface RunContext {
  /** Tells this window's runs from those of others. */
  readonly window: string;
  /** Name of the account in the shared folder. */
  readonly account: string;
  /** The account's API key: it must not get into a name, and another one means another account. */
  readonly key: string;
  /** The key that VS Code was started with, which a run has unless something sets one for it. */
  readonly environmentKey: string | undefined;
}

const LONGEST_FOLDER = 100;
/** Whatever a line writes behind the name may be a key, for that line or not, and is not shown. */
const MENTIONED_KEY = /LEADMAGIC_API_KEY\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"';&|()]+))/gi;
/**
 * What is a key as it stands. Everything else is, or may be, to be filled in first: a variable, a reference to a store of
 * secrets (`op://vault/item/key`), a template.
 */
const LITERAL_KEY = /^[\w.+=-]+$/;

/** A piece of a run with a safe name; `keyMismatch` only where its key is known to be another, not where it may be. */
export function pieceOf(found: FoundRun, { window, account, key, environmentKey }: RunContext): Piece {
  const { id, label, commandLine = '', key: set, parentId, folder, ...hints } = found;
  const own = assignedKey(commandLine) ?? set;
  const used = literal(own);
  // It may read another one from a file, so that this is no more than likely.
  const inherited = own === undefined ? literal(environmentKey) : undefined;
  const secrets = [
    key,
    ...[set, environmentKey, ...mentionedKeys(commandLine)].filter(isLongEnough).map((text) => text.trim()),
  ];
  return {
    ...hints,
    id: `${window}:${id}`,
    account,
    name: label === undefined ? nameOfCommand(commandLine, secrets) : nameOfLabel(label, secrets),
    ...(folder !== undefined && placeIn(folder)),
    ...(parentId !== undefined && { parentId: `${window}:${parentId}` }),
    ...(used !== undefined && used !== key && { keyMismatch: true }),
    ...(inherited !== undefined && inherited !== key && { mayUseOtherKey: true }),
  };
}

function mentionedKeys(line: string): string[] {
  return [...line.matchAll(MENTIONED_KEY)].flatMap(([, ...values]) => values.filter(isLongEnough));
}

/** What is shorter is no key, and could be part of any word. */
function isLongEnough(text: string | undefined): text is string {
  return text !== undefined && keyProblem(text) !== 'tooShort' && keyProblem(text) !== 'empty';
}

/** undefined where a text does not say for sure which key is used. */
function literal(value: string | undefined): string | undefined {
  const text = value?.trim() ?? '';
  return keyProblem(text) === undefined && LITERAL_KEY.test(text) ? text : undefined;
}

function placeIn({ name, uri }: FoundFolder): Required<Place> {
  const folderId = createHash('sha256').update(uri.toString()).digest('hex').slice(0, 8);
  return { folder: name.replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_FOLDER), folderId };
}
