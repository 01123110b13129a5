import {
  CodeAction,
  CodeActionKind,
  commands,
  Disposable,
  languages,
  Uri,
  workspace,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from 'vscode';

import { gitIgnoreAddition, gitIgnorePattern } from '../../app/gitIgnores';
import { thrownFields, type Log } from '../../app/log';
import { shellWord } from '../../app/shellWord';
import type { Formats } from '../../text/formats';
import * as say from '../../text/leakMessages';
import { section, urls } from '../ids';
import { alarm, inform } from '../toasts';
import type { GitInfo } from './gitInfo';
import { LEAK_CODE, LEAK_SOURCE } from './leakReport';

/** Not in the palette: it needs to be told which file. */
const IGNORE_COMMAND = `${section}.ignoreLeakedFile`;

export interface LeakFixTools {
  readonly git: GitInfo;
  readonly formats: Formats;
  readonly log: Log;
  /** A `.gitignore` was changed. */
  readonly onDidIgnore: () => void;
}

/** What can be done about a key in a file: replace the key, and keep the file out of git. */
export class LeakFixes implements CodeActionProvider, Disposable {
  readonly #subscription: Disposable;

  constructor(private readonly tools: LeakFixTools) {
    this.#subscription = Disposable.from(
      languages.registerCodeActionsProvider('*', this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
      commands.registerCommand(IGNORE_COMMAND, async (uri: unknown) => {
        if (uri instanceof Uri) await this.ignore(uri);
      }),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async provideCodeActions(
    { uri }: TextDocument,
    _range: Range,
    context: CodeActionContext,
  ): Promise<CodeAction[]> {
    const diagnostics = context.diagnostics.filter(
      ({ source, code }) => source === LEAK_SOURCE && code === LEAK_CODE,
    );
    if (diagnostics.length === 0) return [];
    const { t } = this.tools.formats;
    const fix = (title: string, command: string, argument: Uri): CodeAction => {
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.diagnostics = diagnostics;
      action.command = { title, command, arguments: [argument] };
      return action;
    };
    const rotate = fix(t(say.leakRotate), 'vscode.open', Uri.parse(urls.apiKey));
    const isInGit = (await this.tools.git.locate(uri)) !== undefined;
    return isInGit ? [rotate, fix(t(say.leakIgnore), IGNORE_COMMAND, uri)] : [rotate];
  }

  /** Adds a file to the `.gitignore` at the root of its repository. */
  async ignore(uri: Uri): Promise<void> {
    const { git, formats, log } = this.tools;
    const { t } = formats;
    const place = await git.locate(uri);
    const name = workspace.asRelativePath(uri);
    try {
      if (place === undefined) throw new Error('no repository');
      await append(Uri.joinPath(place.root, '.gitignore'), gitIgnorePattern(place.path));
    } catch (error) {
      log.warn('gitIgnoreFailed', thrownFields(error));
      void alarm(t(say.leakNotIgnored, name));
      return;
    }
    this.tools.onDidIgnore();
    const words =
      (await git.isTracked(uri)) === true
        ? t(say.leakIgnoredTracked, name, shellWord(place.path))
        : t(say.leakIgnored, name);
    void inform(words);
  }
}

async function append(file: Uri, pattern: string): Promise<void> {
  if (!(await exists(file))) {
    await workspace.fs.writeFile(file, new TextEncoder().encode(gitIgnoreAddition('', pattern)));
    return;
  }
  const document = await workspace.openTextDocument(file);
  const addition = gitIgnoreAddition(document.getText(), pattern);
  if (addition === '') return;
  const wasDirty = document.isDirty;
  const edit = new WorkspaceEdit();
  edit.insert(file, document.lineAt(document.lineCount - 1).range.end, addition);
  if (!(await workspace.applyEdit(edit))) throw new Error('edit refused');
  // Somebody's unfinished work is not saved for them.
  if (!wasDirty && !(await document.save())) throw new Error('not saved');
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
