import { startFakeLeadMagic } from '../fake-leadmagic/server';
import type { LaunchOptions } from './host';

export type CleanUp = () => Promise<void>;

/** What `npm start` shows the balance of. */
export interface Api extends Required<Pick<LaunchOptions, 'env' | 'userSettings'>> {
  /** For the person, a line each. */
  readonly hints: readonly string[];
}

/** The stand-in API's one account. */
const demo = { key: 'demo-key-0123456789', credits: 1_240, drainPerSecond: 2 } as const;

/** Reads often, so that the drain can be watched. */
const demoSettings = {
  'leadmagicCredits.refreshIntervalMinutes': 1,
  'leadmagicCredits.cacheTtlSeconds': 10,
};

/** The real LeadMagic, whose address the extension knows: a `LEADMAGIC_BASE_URL` of the person's is not passed on. */
export function liveApi(env: NodeJS.ProcessEnv): Api {
  return {
    // parseStartOptions made sure that it is there.
    env: { LEADMAGIC_API_KEY: env['LEADMAGIC_API_KEY'] },
    userSettings: {},
    hints: ['It shows your own balance, read every five minutes.'],
  };
}

export async function standIn(cleanUps: CleanUp[]): Promise<Api> {
  const server = await startFakeLeadMagic({ accounts: [{ key: demo.key, credits: demo.credits }] });
  cleanUps.push(() => server.close());
  // The drain starts with the first look at it, however long VS Code takes to start.
  void server.waitForRequests(1).then(() => server.accounts.get(demo.key)?.drain(demo.drainPerSecond));
  return {
    env: { LEADMAGIC_API_KEY: demo.key, LEADMAGIC_BASE_URL: server.origin },
    userSettings: demoSettings,
    hints: [
      `It starts at ${demo.credits.toLocaleString('en-US')}, loses ${demo.drainPerSecond} a second and is read every minute: under 1,000 after`,
      'two minutes (yellow, with a notification), under 100 after ten (red).',
      `Top up: curl -X POST ${server.origin}/__control -d '{"action":"topUp","key":"${demo.key}","amount":5000}'`,
    ],
  };
}
