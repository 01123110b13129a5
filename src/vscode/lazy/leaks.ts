import { commands, Disposable, workspace, type Uri } from 'vscode';

import type { Subscribe } from '../../app/emitter';
import { keysInUse } from '../../app/leakKeys';
import type { Log } from '../../app/log';
import type { AccountsPort, KeyPort } from '../../app/monitor';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import * as say from '../../text/leakMessages';
import { DocumentWatch } from '../leaks/documentWatch';
import { FileCheck } from '../leaks/fileCheck';
import { GitInfo } from '../leaks/gitInfo';
import { LeakFixes } from '../leaks/leakFixes';
import { LeakReport } from '../leaks/leakReport';
import { searchWorkspace, type SearchResult } from '../leaks/workspaceSearch';
import { inform, warn } from '../toasts';

export interface LeakTools {
  readonly keys: Pick<KeyPort, 'read' | 'environment' | 'onDidChange'>;
  readonly accounts: Pick<AccountsPort, 'read'>;
  readonly settings: () => {
    /** Whether opened and saved files are looked at. */
    readonly warnOnLeakedKey: boolean;
  };
  readonly onDidChangeSettings: Subscribe<void>;
  readonly formats: BarFormats;
  readonly log: Log;
}

/** Warns of keys in files that may be committed. Nothing is read but the files, nothing leaves the memory. */
export class LeakCheck implements Disposable {
  readonly #formats: Formats;
  readonly #git: GitInfo;
  readonly #report: LeakReport;
  readonly #check: FileCheck;
  readonly #watch: DocumentWatch;
  readonly #parts: Disposable;
  #wasWatching: boolean;

  /** Watches files and offers fixes from here on. */
  constructor(private readonly tools: LeakTools) {
    const { keys, log, onDidChangeSettings } = tools;
    const formats = new Formats(tools.formats.locale, tools.formats.t);
    const git = new GitInfo(log, () => this.#watch.lookAgain());
    const report = new LeakReport(formats);
    const check = new FileCheck(git, report);
    const watch = new DocumentWatch({
      isOn: () => this.#isWatching(),
      storedKeys: () => keysInUse(tools),
      ...{ log, check, report },
    });
    const fixes = new LeakFixes({ ...{ git, formats, log }, onDidIgnore: () => watch.lookAgain() });
    this.#formats = formats;
    this.#git = git;
    this.#report = report;
    this.#check = check;
    this.#watch = watch;
    this.#wasWatching = this.#isWatching();
    this.#parts = Disposable.from(
      ...[git, report, watch, fixes],
      keys.onDidChange(() => watch.lookAtAll()),
      onDidChangeSettings(() => this.#settingsChanged()),
    );
  }

  dispose(): void {
    this.#parts.dispose();
  }

  /** The command: looks through the whole workspace and says what came of it. */
  async findLeakedKey(): Promise<void> {
    const { t } = this.#formats;
    const keys = await keysInUse(this.tools);
    if (keys.length === 0 || workspace.workspaceFolders === undefined) {
      void inform(t(keys.length === 0 ? say.leakNoKey : say.leakNoFolder));
      return;
    }
    const result = await searchWorkspace(keys, {
      git: this.#git,
      check: this.#check,
      formats: this.#formats,
    });
    const { looked, found, unknown, isCancelled } = result;
    this.tools.log.info('leakSearch', { looked, found: found.length, unknown, isCancelled });
    if (isCancelled && found.length === 0) return;
    if (!isCancelled) this.#forgetAllBut(found);
    await this.#tell(result);
  }

  async #tell({ looked, found, unknown }: SearchResult): Promise<void> {
    const { t } = this.#formats;
    const doubt = unknown === 0 ? '' : ` ${t(say.leakGitUnknown)}`;
    if (found.length === 0) {
      void inform(this.#formats.plural(say.leakNone, looked) + doubt);
      return;
    }
    const show = { title: t(say.leakShow) };
    const words = this.#formats.plural(say.leakFound, found.length) + doubt;
    if ((await warn(words, show)) === show) {
      // The command of the menu, "Toggle Problems", closes the view where it is open.
      await commands.executeCommand('workbench.panel.markers.view.focus');
    }
  }

  /** What was reported before and was not found now is excluded, ignored or gone. */
  #forgetAllBut(found: readonly Uri[]): void {
    const names = new Set(found.map(String));
    for (const uri of this.#report.files) if (!names.has(String(uri))) this.#report.remove(uri);
  }

  #isWatching(): boolean {
    return this.tools.settings().warnOnLeakedKey;
  }

  #settingsChanged(): void {
    const isWatching = this.#isWatching();
    if (isWatching === this.#wasWatching) return;
    this.#wasWatching = isWatching;
    if (isWatching) this.#watch.lookAtOpen();
    else this.#report.clear();
  }
}
