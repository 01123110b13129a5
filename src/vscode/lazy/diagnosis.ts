import { homedir } from 'node:os';
import {
  ProgressLocation,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type Extension,
} from 'vscode';

import { delay } from '../../app/delay';
import { askEndpoints } from '../../app/diagnosisEndpoints';
import type { DiagnosisFacts } from '../../app/diagnosisFacts';
import { lockFacts } from '../../app/diagnosisLocks';
import { inspectTls, lookUp } from '../../app/diagnosisNetwork';
import type { Outcomes } from '../../app/diagnosisOutcomes';
import { proxyFacts } from '../../app/diagnosisProxy';
import { redact } from '../../app/diagnosisRedact';
import { diagnosisReport } from '../../app/diagnosisReport';
import { changedSettings, declaredSettings } from '../../app/diagnosisSettings';
import { keysInUse, type KeyPlaces } from '../../app/leakKeys';
import type { Monitor } from '../../app/monitor';
import { DEFAULT_ORIGIN } from '../../app/origin';
import type { Settings } from '../../app/settings';
import type { Moment } from '../../balance/moment';
import type { BarFormats } from '../../text/barFormats';
import * as say from '../../text/diagnosisMessages';
import { Formats } from '../../text/formats';
import { DiagnosisDocument } from '../diagnosis/diagnosisDocument';
import { hostFacts } from '../diagnosis/hostFacts';

export interface DiagnosisTools extends KeyPlaces {
  readonly now: () => number;
  readonly moment: () => Moment;
  readonly settings: () => Settings;
  readonly monitor: Monitor;
  readonly outcomes: Outcomes;
  readonly extension: Extension<unknown>;
  readonly environment: NodeJS.ProcessEnv;
  readonly formats: BarFormats;
}

/** The command `troubleshoot`: finds out why a balance may not show, and writes it down to be read and shared. */
export class Diagnosis implements Disposable {
  readonly #formats: Formats;
  #document: DiagnosisDocument | undefined;
  #running: Promise<void> | undefined;

  constructor(private readonly tools: DiagnosisTools) {
    this.#formats = new Formats(tools.formats.locale, tools.formats.t);
  }

  dispose(): void {
    this.#document?.dispose();
  }

  /** Called again while it runs, it is the same run. */
  troubleshoot(): Promise<void> {
    this.#running ??= this.#troubleshoot().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #troubleshoot(): Promise<void> {
    const { t } = this.#formats;
    const facts = await window.withProgress(
      { location: ProgressLocation.Notification, title: t(say.diagnosisProgress), cancellable: true },
      (_progress, token) => Promise.race([this.#findOut(token), cancelled(token)]),
    );
    if (facts === undefined) return;
    const keys = (await keysInUse(this.tools)).map(({ key }) => key);
    const text = redact(diagnosisReport(facts, this.#formats), { keys, home: homedir() });
    this.#document ??= new DiagnosisDocument(t(say.diagnosisFileName));
    await this.#document.show(`${text}\n`);
  }

  async #findOut(token: CancellationToken): Promise<DiagnosisFacts> {
    const { now, moment, settings, monitor, outcomes, extension, environment } = this.tools;
    const { account } = monitor;
    // Without a key in use only the user's own setting says where it would go; the environment's wish is not followed.
    const origin = account?.origin ?? settings().apiBaseUrl ?? DEFAULT_ORIGIN;
    const asking =
      account &&
      askEndpoints(account.session, { now, wait: delay, isCancelled: () => token.isCancellationRequested });
    const [lookup, tls, endpoints] = await Promise.all([
      lookUp(new URL(origin).hostname, now),
      inspectTls(origin, now),
      asking,
    ]);
    const { cacheTtlSeconds, refreshIntervalMinutes } = settings();
    const configuration = workspace.getConfiguration();
    return {
      now: moment(),
      host: hostFacts(extension),
      view: monitor.view,
      rules: { ttlMs: cacheTtlSeconds * 1000, intervalMs: refreshIntervalMinutes * 60_000 },
      settings: changedSettings(declaredSettings(extension.packageJSON), (name) =>
        configuration.inspect(name),
      ),
      proxy: proxyFacts((name) => configuration.get(name), environment),
      ...{ lookup, tls },
      ...(endpoints && { endpoints }),
      locks: account === undefined ? [] : await lockFacts(account.session.store.folder),
      outcomes: outcomes.recent,
    };
  }
}

/** What was given up is not waited for: the command may be run again at once. */
function cancelled(token: CancellationToken): Promise<undefined> {
  return new Promise((resolve) => token.onCancellationRequested(() => resolve(undefined)));
}
