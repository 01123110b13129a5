import { isObject, objectAt } from './json';
import { balanceOf, creditsOf } from './numbers';
import { present } from './present';
import { err, ok } from './result';
import { textOf } from './serverText';
import type { Balance } from './balance';
import type { ProtocolReason } from './errors';
import type { Result } from './result';

/**
 * Reads the body of `GET /v1/credits`, bare or under `data`. Only `credits` is required, and it must be a JSON number:
 * a wrong balance is worse than none. Optional fields of a wrong type are left out.
 */
export function parseBalance(body: unknown): Result<Balance, ProtocolReason> {
  if (!isObject(body)) return err('wrongShape');
  const source = 'credits' in body ? body : (objectAt(body, 'data') ?? body);
  if (!('credits' in source)) return err('missingCredits');
  const credits = balanceOf(source['credits']);
  if (credits === undefined) return err('badCredits');

  const liquid = balanceOf(source['credits_liquid']);
  const frozen = creditsOf(source['credits_frozen']);
  const freezeMessage = textOf(source['credit_freeze_message']);
  const freezePlanHint = textOf(source['credit_freeze_plan_hint']);
  const isFrozen = source['is_frozen'] === true;
  return ok(present({ credits, liquid, frozen, isFrozen, freezeMessage, freezePlanHint }));
}
