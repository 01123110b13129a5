import type { Moment } from '../balance/moment';
import type { EndpointFact } from './diagnosisEndpoints';
import type { LockFact } from './diagnosisLocks';
import type { LookupFact, TlsFact } from './diagnosisNetwork';
import type { RequestOutcome } from './diagnosisOutcomes';
import type { NamedValue } from './diagnosisProxy';
import type { MonitorView } from './monitor';
import type { ScheduleRules } from './schedule';

/** Where the extension runs. */
export interface HostFacts {
  readonly extension: string;
  readonly vscode: string;
  readonly node: string;
  /** `linux x64` */
  readonly system: string;
  readonly language: string;
  readonly kind: 'ui' | 'workspace';
  /** `ssh-remote`, `wsl` ...; absent in a local window. */
  readonly remote?: string;
  readonly window: 'desktop' | 'web';
  readonly isTrusted: boolean;
}

/** All that a diagnosis found out, by then. */
export interface DiagnosisFacts {
  readonly now: Moment;
  readonly host: HostFacts;
  readonly view: MonitorView;
  readonly rules: ScheduleRules;
  readonly settings: readonly NamedValue[];
  readonly proxy: readonly NamedValue[];
  readonly lookup: LookupFact;
  readonly tls: TlsFact;
  /** Absent without an account in use. */
  readonly endpoints?: readonly EndpointFact[];
  readonly locks: readonly LockFact[];
  readonly outcomes: readonly RequestOutcome[];
}
