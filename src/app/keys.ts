import { object, oneOf, text } from '../store/shape';
import { DEFAULT_ORIGIN, isLoopback, parseOrigin } from './origin';

/** An API key and the one origin it may be sent to. */
export interface BoundKey {
  readonly key: string;
  readonly origin: string;
}

/** Where a key came from. */
export type KeySource = 'stored' | 'environment';

/** Why a typed key is refused. */
export type KeyProblem = 'empty' | 'tooShort' | 'tooLong' | 'characters';

const SHORTEST = 8;
const LONGEST = 256;

/** What is wrong with a typed key, after trimming; undefined when nothing is. */
export function keyProblem(text: string): KeyProblem | undefined {
  const key = text.trim();
  if (key === '') return 'empty';
  // Only visible ASCII can travel in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) return 'characters';
  if (key.length < SHORTEST) return 'tooShort';
  return key.length > LONGEST ? 'tooLong' : undefined;
}

const secretShape = object<BoundKey & { readonly v: 1 }>({ v: oneOf(1 as const), key: text, origin: text });

/** One JSON value, so that an origin cannot be rebound apart from its key. */
export function formatSecret(bound: BoundKey): string {
  return JSON.stringify({ v: 1, key: bound.key, origin: bound.origin });
}

/** undefined when the secret is not one of ours. */
export function parseSecret(secretText: string): BoundKey | undefined {
  let value: unknown;
  try {
    value = JSON.parse(secretText);
  } catch {
    return undefined;
  }
  const secret = secretShape(value);
  if (secret === undefined || keyProblem(secret.key) !== undefined) return undefined;
  const origin = parseOrigin(secret.origin);
  return origin.ok ? { key: secret.key, origin: origin.value } : undefined;
}

/** `LEADMAGIC_API_KEY` and `LEADMAGIC_BASE_URL`, where set. */
export interface EnvironmentFacts {
  readonly key?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** Everything that decides which key is used, and where it may go. */
export interface KeyFacts {
  readonly stored: BoundKey | undefined;
  /** A key was stored once and not cleared by the user. */
  readonly wasStored: boolean;
  readonly environment: EnvironmentFacts;
  /** The origin of the `apiBaseUrl` setting, where the user set it. */
  readonly setOrigin: string | undefined;
  /** Whether the user confirmed this key for this origin. */
  readonly isConfirmed: (bound: BoundKey) => boolean;
}

/** Which key is used. The key itself is only in `use`. */
export type KeyChoice =
  | { readonly kind: 'use'; readonly bound: BoundKey; readonly source: KeySource }
  | { readonly kind: 'none'; readonly lost: boolean; readonly problem?: EnvironmentProblem }
  /** There is a key, but it was not entered for the origin that is wanted now. */
  | {
      readonly kind: 'unconfirmed';
      readonly bound: BoundKey;
      readonly wanted: string;
      readonly source: KeySource;
    };

/** Why the key in the environment cannot be used. */
export type EnvironmentProblem = 'environmentKey' | 'environmentUrl';

/** Where requests go: as the user set it, else as the environment says, else to LeadMagic. */
export function baseUrlFor(setOrigin: string | undefined, environment: EnvironmentFacts): string {
  return setOrigin ?? originOf(environment) ?? DEFAULT_ORIGIN;
}

/**
 * Whether a base URL that only the environment names is LeadMagic's own or this machine. A repository can set the
 * environment of a container or a shell, so any other is asked for.
 */
export function isTrusted(origin: string): boolean {
  return origin === DEFAULT_ORIGIN || isLoopback(origin);
}

/** A stored key goes before the one in the environment; neither goes where it was not meant to. */
export function chooseKey(facts: KeyFacts): KeyChoice {
  const { stored, environment } = facts;
  const wanted = baseUrlFor(facts.setOrigin, environment);
  if (stored !== undefined) {
    return stored.origin === wanted
      ? { kind: 'use', bound: stored, source: 'stored' }
      : { kind: 'unconfirmed', bound: stored, wanted, source: 'stored' };
  }
  const none = { kind: 'none', lost: facts.wasStored } as const;
  const key = environment.key?.trim();
  if (key === undefined || key === '') return none;
  if (keyProblem(key) !== undefined) return { ...none, problem: 'environmentKey' };
  const origin = originOf(environment);
  if (origin === undefined) return { ...none, problem: 'environmentUrl' };
  const isMeant = (origin === wanted && isTrusted(origin)) || facts.isConfirmed({ key, origin: wanted });
  return isMeant
    ? { kind: 'use', bound: { key, origin: wanted }, source: 'environment' }
    : { kind: 'unconfirmed', bound: { key, origin }, wanted, source: 'environment' };
}

/** What the environment says to an account; its base URL holds also where its key is not the account's. */
export function environmentFor(mayUseKey: boolean, { key, baseUrl }: EnvironmentFacts): EnvironmentFacts {
  return { key: mayUseKey ? key : undefined, baseUrl };
}

/** The origin that the environment's key belongs to: LeadMagic's where it names none; undefined for one that is none. */
function originOf({ baseUrl = '' }: EnvironmentFacts): string | undefined {
  if (baseUrl.trim() === '') return DEFAULT_ORIGIN;
  const parsed = parseOrigin(baseUrl);
  return parsed.ok ? parsed.value : undefined;
}

/** Whether it is the key of the environment, wherever that may go. */
export function isOfEnvironment(choice: KeyChoice | undefined): boolean {
  return choice !== undefined && 'source' in choice && choice.source === 'environment';
}
