import type { RequestLogEntry } from '../leadmagic/http';
import * as say from '../text/diagnosisMessages';
import { tooltipBadEnvironmentKey, tooltipBadEnvironmentUrl } from '../text/messages';
import type { Formats } from '../text/formats';
import type { EndpointFact } from './diagnosisEndpoints';
import type { DiagnosisFacts, HostFacts } from './diagnosisFacts';
import type { LookupFact, TlsFact } from './diagnosisNetwork';
import type { NamedValue } from './diagnosisProxy';
import { oneLine } from './diagnosisRedact';
import { utc, type Row } from './diagnosisRows';
import { scheduleRows } from './diagnosisSchedule';
import type { EnvironmentProblem } from './keys';
import type { MonitorView } from './monitor';

const problemWords: Readonly<Record<EnvironmentProblem, string>> = {
  environmentKey: tooltipBadEnvironmentKey,
  environmentUrl: tooltipBadEnvironmentUrl,
};

/** The report as Markdown, in the user's language; technical words (`timeout`, `poll`) stay as they are. */
export function diagnosisReport(facts: DiagnosisFacts, formats: Formats): string {
  const { t } = formats;
  return [
    `# ${t(say.diagnosisTitle)}`,
    t(say.diagnosisIntro, utc(facts.now.at)),
    section(t(say.sectionVersions), hostRows(facts.host, formats)),
    section(t(say.sectionAccount), keyRows(facts.view, formats)),
    section(t(say.sectionSettings), named(facts.settings, formats)),
    section(t(say.sectionProxy), named(facts.proxy, formats)),
    section(t(say.sectionNetwork), [...lookupRows(facts.lookup, formats), ...tlsRows(facts.tls, formats)]),
    section(t(say.sectionEndpoints), endpointRows(facts.endpoints, formats)),
    section(t(say.sectionSchedule), scheduleRows(facts, formats)),
    section(
      t(say.sectionOutcomes),
      facts.outcomes.length === 0
        ? [[t(say.noOutcomes), '']]
        : facts.outcomes.map((outcome) => [utc(outcome.at), outcomeText(outcome, formats)]),
    ),
  ].join('\n\n');
}

function section(title: string, rows: readonly Row[]): string {
  const lines = rows.map(
    ([name, value]) => `- ${oneLine(name)}${value === '' ? '' : `: ${oneLine(value, 200)}`}`,
  );
  return [`## ${title}`, '', ...lines].join('\n');
}

function hostRows(host: HostFacts, { t }: Formats): readonly Row[] {
  return [
    [t(say.rowExtension), host.extension],
    [t(say.rowVSCode), host.vscode],
    [t(say.rowNode), host.node],
    [t(say.rowSystem), host.system],
    [t(say.rowLanguage), host.language],
    [t(say.rowHost), t(host.kind === 'ui' ? say.hostUi : say.hostWorkspace)],
    [t(say.rowRemote), host.remote ?? t(say.noRemote)],
    [t(say.rowWindow), t(host.window === 'web' ? say.windowWeb : say.windowDesktop)],
    [t(say.rowTrust), t(host.isTrusted ? say.trusted : say.restricted)],
  ];
}

function keyRows(view: MonitorView, { t }: Formats): readonly Row[] {
  const state = (words: string): Row => [t(say.rowState), t(words)];
  switch (view.kind) {
    case 'starting':
      return [state(say.stateStarting)];
    case 'noKey':
      return [
        state(view.lost ? say.stateKeyLost : say.stateNoKey),
        ...(view.problem === undefined ? [] : [[t(say.rowProblem), t(problemWords[view.problem])] as const]),
      ];
    case 'unconfirmed':
      return [state(say.stateUnconfirmed), sourceRow(view.source, t)];
    case 'account':
      return [
        state(view.state.snapshot.rejected ? say.stateRejected : say.stateInUse),
        sourceRow(view.source, t),
        [t(say.rowServer), view.origin],
      ];
  }
}

function sourceRow(source: 'stored' | 'environment', t: Formats['t']): Row {
  return [t(say.rowSource), t(source === 'stored' ? say.sourceStored : say.sourceEnvironment)];
}

function named(values: readonly NamedValue[], { t }: Formats): readonly Row[] {
  return values.length === 0 ? [[t(say.nothingSet), '']] : values.map(({ name, value }) => [name, value]);
}

function lookupRows({ host, tookMs, ipv4, ipv6, code }: LookupFact, formats: Formats): readonly Row[] {
  const took = formats.milliseconds(tookMs);
  const found =
    code === undefined ? formats.t(say.dnsFound, ipv4, ipv6, took) : formats.t(say.failedAfter, code, took);
  return [[formats.t(say.rowDns, host), found]];
}

function tlsRows(tls: TlsFact, formats: Formats): readonly Row[] {
  const { t } = formats;
  switch (tls.kind) {
    case 'none':
      return [[t(say.rowTls), t(say.tlsNone)]];
    case 'failed':
      return [[t(say.rowTls), t(say.failedAfter, tls.code, formats.milliseconds(tls.tookMs))]];
    case 'seen': {
      const day = (at: number | undefined): string => (at === undefined ? '?' : utc(at));
      return [
        [t(say.rowTls), `${tls.protocol}; ${formats.milliseconds(tls.tookMs)}`],
        [t(say.rowTlsIssuer), tls.issuer],
        [t(say.rowTlsValid), t(say.tlsValid, day(tls.validFrom), day(tls.validTo))],
        [t(say.rowTlsTrusted), tls.distrust === undefined ? t(say.yes) : t(say.noBecause, tls.distrust)],
      ];
    }
  }
}

function endpointRows(endpoints: readonly EndpointFact[] | undefined, formats: Formats): readonly Row[] {
  if (endpoints === undefined) return [[formats.t(say.endpointNoAccount), '']];
  return endpoints.map(({ name, requests, notAsked }) => {
    if (notAsked === 'busy') return [name, formats.t(say.endpointBusy)];
    if (notAsked !== undefined) return [name, formats.t(say.endpointHeld, utc(notAsked.until))];
    const [only] = requests;
    if (only === undefined) return [name, formats.t(say.endpointNotSent)];
    const told =
      requests.length === 1 ? [endText(only, formats)] : requests.map((one) => outcomeText(one, formats));
    return [name, told.join(', ')];
  });
}

function outcomeText(entry: RequestLogEntry, formats: Formats): string {
  return `${entry.method} ${entry.path} ${endText(entry, formats)}`;
}

function endText({ status, kind, tookMs, requestId }: RequestLogEntry, formats: Formats): string {
  const parts = [status, kind, formats.milliseconds(tookMs), requestId];
  return parts.filter((part) => part !== undefined).join(' ');
}
