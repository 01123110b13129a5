import { err, ok, type Result } from '../leadmagic/result';

export const DEFAULT_ORIGIN = 'https://api.leadmagic.io';

/** Why a base URL is refused. */
export type OriginProblem = 'notUrl' | 'notHttps' | 'hasMore';

/**
 * The origin a key may be sent to. Takes https, or http on loopback; refuses user info, paths, queries
 * and fragments, which a base URL does not need and which could hide where a key goes.
 */
export function parseOrigin(text: string): Result<string, OriginProblem> {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return err('notUrl');
  }
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== '' ||
    url.pathname !== '/'
  ) {
    return err('hasMore');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname)))
    return err('notHttps');
  // A name of DNS or of this machine has no more; in a tooltip it could be more than a name.
  if (!/^([\w.-]+|\[[\da-f:.]+\])$/.test(url.hostname)) return err('notUrl');
  return ok(url.origin);
}

/** Whether an origin is this machine. */
export function isLoopback(origin: string): boolean {
  return isLoopbackHost(new URL(origin).hostname);
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
