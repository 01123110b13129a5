import * as v from 'valibot';

import { isUtcDay } from '../leadmagic/analyticsDays';
import { panels, type Panel } from './panels';
import { ranges, type Range } from './range';

/** What the page shows: the range, and the day that is open. */
export interface Selection {
  readonly range: Range;
  readonly day?: string;
}

/** Commands of the extension that the page may run. */
const pageCommands = ['setApiKey', 'confirmOrigin', 'openBilling', 'showLog'] as const;
export type PageCommand = (typeof pageCommands)[number];

/** From the page to the extension host. */
export type PageMessage =
  /** The page listens, and shows this. */
  | ({ readonly type: 'ready' } & Selection)
  | ({ readonly type: 'select' } & Selection)
  | { readonly type: 'refresh' }
  | { readonly type: 'export'; readonly panel: Panel }
  | { readonly type: 'run'; readonly command: PageCommand };

/** undefined for anything that is not exactly such a message. */
export function parsePageMessage(data: unknown): PageMessage | undefined {
  const result = v.safeParse(pageMessage, data);
  return result.success ? result.output : undefined;
}

const selection = {
  range: v.picklist(ranges),
  day: v.exactOptional(v.pipe(v.string(), v.check(isUtcDay))),
};

const pageMessage: v.GenericSchema<unknown, PageMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready'), ...selection }),
  v.strictObject({ type: v.literal('select'), ...selection }),
  v.strictObject({ type: v.literal('refresh') }),
  v.strictObject({ type: v.literal('export'), panel: v.picklist(panels) }),
  v.strictObject({ type: v.literal('run'), command: v.picklist(pageCommands) }),
]);
