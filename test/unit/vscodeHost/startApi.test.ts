import assert from 'node:assert/strict';
import { chooseKey } from '../../../src/app/keys';
import { parseSettings } from '../../../src/app/settings';
import { liveApi, standIn, type Api, type CleanUp } from '../../vscode/startApi';
import { hostEnvironment } from '../../vscode/userData';

describe('npm start: the API it shows', () => {
  const named = process.env['LEADMAGIC_BASE_URL'];
  beforeEach(() => {
    process.env['LEADMAGIC_BASE_URL'] = 'http://127.0.0.1:1';
  });
  afterEach(() => {
    if (named === undefined) delete process.env['LEADMAGIC_BASE_URL'];
    else process.env['LEADMAGIC_BASE_URL'] = named;
  });

  /** What the extension makes of the settings and the environment that VS Code is started with. */
  function chosen({ env, userSettings }: Api) {
    const host = hostEnvironment(env);
    return chooseKey({
      stored: undefined,
      wasStored: false,
      environment: { key: host['LEADMAGIC_API_KEY'], baseUrl: host['LEADMAGIC_BASE_URL'] },
      setOrigin: parseSettings((name) => userSettings[`leadmagicCredits.${name}`]).settings.apiBaseUrl,
      isConfirmed: () => false,
    });
  }

  it('--live: the real one with the key of the person, and their usual settings', () => {
    const key = 'lm_live_0123456789';
    const live = liveApi({ LEADMAGIC_API_KEY: key });
    const bound = { key, origin: 'https://api.leadmagic.io' };
    assert.deepEqual(chosen(live), { kind: 'use', bound, source: 'environment' });
    assert.deepEqual(live.userSettings, {});
  });

  it('else the stand-in on this machine, unasked', async () => {
    const cleanUps: CleanUp[] = [];
    try {
      const choice = chosen(await standIn(cleanUps));
      assert.equal(choice.kind, 'use');
      assert.match(choice.bound.origin, /^http:\/\/127\.0\.0\.1:(?!1$)\d+$/);
    } finally {
      for (const cleanUp of cleanUps) await cleanUp();
    }
  });
});
