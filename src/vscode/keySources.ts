import { window, workspace, type QuickPickItem, type Uri } from 'vscode';

import { keyProblem, type KeyProblem } from '../app/keys';
import { textOfFile } from '../app/leakFiles';
import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import { alarm } from './toasts';

const NAME = 'LEADMAGIC_API_KEY';
const MOST_FILES = 50;

interface Source extends QuickPickItem {
  readonly get: () => Promise<string | undefined>;
}

/**
 * Asks for a key: typed into a masked box that names where it will be sent, taken from the environment,
 * or from a `.env` file that the user picks. undefined when the user gave up.
 */
export async function askForKey(
  origin: string,
  environmentKey: string | undefined,
  formats: Formats,
): Promise<string | undefined> {
  const { t } = formats;
  const type: Source = { label: `$(edit) ${t(say.keyFromTyping)}`, get: () => typeKey(origin, formats) };
  const sources = [type];
  if (environmentKey !== undefined && keyProblem(environmentKey) === undefined) {
    sources.push({
      label: `$(terminal) ${t(say.keyFromEnvironment)}`,
      get: () => Promise.resolve(environmentKey.trim()),
    });
  }
  const files = await environmentFiles();
  if (files.length > 0) {
    sources.push({ label: `$(file) ${t(say.keyFromFile)}`, get: () => pickFromFile(files, formats) });
  }
  if (sources.length === 1) return typeKey(origin, formats);
  const picked = await window.showQuickPick(sources, {
    title: t(say.keyTitle),
    placeHolder: t(say.keyPrompt, origin),
  });
  return picked?.get();
}

async function typeKey(origin: string, { t }: Formats): Promise<string | undefined> {
  const text = await window.showInputBox({
    title: t(say.keyTitle),
    prompt: t(say.keyPrompt, origin),
    placeHolder: t(say.keyPlaceholder),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const problem = keyProblem(typed);
      return problem === undefined ? undefined : problemText(problem, t);
    },
  });
  return text?.trim();
}

/** `.env` files of the open folders; none in a restricted workspace. */
async function environmentFiles(): Promise<readonly Uri[]> {
  if (!workspace.isTrusted || workspace.workspaceFolders === undefined) return [];
  return workspace.findFiles('**/.env*', '**/node_modules/**', MOST_FILES);
}

async function pickFromFile(files: readonly Uri[], formats: Formats): Promise<string | undefined> {
  const { t } = formats;
  const items = files
    .map((file) => ({ label: workspace.asRelativePath(file), file }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const picked = await window.showQuickPick(items, {
    title: t(say.keyTitle),
    placeHolder: t(say.keyPickFile),
  });
  if (picked === undefined) return undefined;
  const key = await keyIn(picked.file);
  if (key !== undefined && keyProblem(key) === undefined) return key;
  void alarm(t(say.keyNotInFile, picked.label, NAME));
  return undefined;
}

/** Read at this moment only; nothing of the file is kept but the key. */
async function keyIn(file: Uri): Promise<string | undefined> {
  const { parse } = await import('dotenv');
  try {
    const text = textOfFile(await workspace.fs.readFile(file));
    return text === undefined ? undefined : parse(text)[NAME]?.trim();
  } catch {
    return undefined;
  }
}

function problemText(problem: KeyProblem, t: Formats['t']): string {
  switch (problem) {
    case 'empty':
      return t(say.keyEmpty);
    case 'tooShort':
      return t(say.keyTooShort);
    case 'tooLong':
      return t(say.keyTooLong);
    case 'characters':
      return t(say.keyCharacters);
  }
}
