import { chooseKey, type BoundKey } from '../app/keys';
import { err, ok, type Result } from '../leadmagic/result';
import * as say from '../text/cliMessages';
import { tooltipBadEnvironmentKey, tooltipBadEnvironmentUrl } from '../text/messages';
import { english } from '../text/translate';
import type { Environment } from './proxies';
import type { Fault } from './json';

/**
 * The key of the environment, bound to the origin that the environment names and, where it must, the user confirmed.
 * The rules are the extension's: a repository can set the variables, too.
 */
export function boundKey(env: Environment, confirmed: string | undefined): Result<BoundKey, Fault> {
  const choice = chooseKey({
    stored: undefined,
    wasStored: false,
    environment: { key: env['LEADMAGIC_API_KEY'], baseUrl: env['LEADMAGIC_BASE_URL'] },
    setOrigin: undefined,
    isConfirmed: ({ origin }) => origin === confirmed,
  });
  if (choice.kind === 'none') {
    if (choice.problem === 'environmentKey')
      return err({ kind: 'badKey', message: tooltipBadEnvironmentKey });
    if (choice.problem === 'environmentUrl')
      return err({ kind: 'badUrl', message: tooltipBadEnvironmentUrl });
    return err({ kind: 'noKey', message: say.cliNoKey });
  }
  const { origin } = choice.bound;
  if (confirmed !== undefined && confirmed !== origin) {
    return err({ kind: 'unconfirmedOrigin', message: english(say.cliOtherOrigin, origin) });
  }
  return choice.kind === 'use'
    ? ok(choice.bound)
    : err({ kind: 'unconfirmedOrigin', message: english(say.cliUnconfirmed, origin) });
}
