import type { AnalyticsSettings } from './analyticsRoutes';
import { plainAnalytics } from './analyticsRoutes';
import type { HeaderSettings } from './deliver';
import type { RouteSettings } from './routes';

/** How the whole server answers; every part can be changed while it runs (`configure`). */
export interface FakeSettings extends RouteSettings {
  readonly headers: HeaderSettings;
}

/** What `configure` takes; the parts of `analytics` and `headers` not named stay as they are. */
export interface FakeSettingsChange extends Partial<Omit<FakeSettings, 'analytics' | 'headers'>> {
  readonly analytics?: Partial<AnalyticsSettings>;
  readonly headers?: Partial<HeaderSettings>;
}

export const defaultSettings: FakeSettings = {
  refresh: 'body',
  health: 'body',
  errorShape: 'E3',
  analytics: plainAnalytics,
  headers: { credits: true, rateLimit: true, requestId: true },
};

export function changed(settings: FakeSettings, change: FakeSettingsChange): FakeSettings {
  return {
    ...settings,
    ...change,
    analytics: { ...settings.analytics, ...change.analytics },
    headers: { ...settings.headers, ...change.headers },
  };
}
