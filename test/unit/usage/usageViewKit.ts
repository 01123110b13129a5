import { noReports, type Report, type Reports } from '../../../src/usage/reports';
import { usageView } from '../../../src/usage/usageView';

/** A Wednesday. */
export const now = Date.parse('2026-09-16T10:00:00Z');

export function ready<T>(value: T): Report<T> {
  return { isLoading: false, value, at: now };
}

/** A week as the panels show it, where all but these reports is still to come. */
export function viewOf(reports: Partial<Reports>) {
  return usageView(7, { ...noReports, ...reports }, now);
}
