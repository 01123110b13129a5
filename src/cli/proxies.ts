import { isLoopback } from '../app/origin';
import { present } from '../leadmagic/present';

export type Environment = Readonly<Record<string, string | undefined>>;

/** undici's options. Empty strings, not absent ones: the agent would look those up in the environment itself. */
export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
  /** `Proxy-Authorization`. */
  readonly token?: string;
}

/**
 * The proxy that leads to an origin, by the variables that other programs read too.
 * @throws TypeError or URIError for an address that is none; it may quote a password.
 */
export function proxiesFor(origin: string, env: Environment): Proxies {
  // Asked through a proxy, "this machine" would be the proxy's machine, and it would be given the key.
  if (isLoopback(origin)) return { httpProxy: '', httpsProxy: '', noProxy: '' };
  const variable = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  // Whatever is no loopback is asked by https.
  const httpsProxy = proxyUrl(variable('https_proxy')) || proxyUrl(variable('http_proxy'));
  const token = authorization(httpsProxy);
  const noProxy = noProxyFor(variable('no_proxy'));
  return { httpProxy: '', httpsProxy, noProxy, ...present({ token }) };
}

/** `proxy.example:3128` means http, as for other programs. */
function proxyUrl(text: string): string {
  const address = text.trim();
  return address === '' || address.includes('://') ? address : `http://${address}`;
}

/** As curl does it: undici gives no login unless both of its halves are there. */
function authorization(proxy: string): string | undefined {
  if (proxy === '') return undefined;
  const { username, password } = new URL(proxy);
  if (username === '' && password === '') return undefined;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(login).toString('base64')}`;
}

/** undici takes a `*` for all hosts only where it stands alone. */
function noProxyFor(text: string): string {
  return text.split(/[,\s]+/).includes('*') ? '*' : text;
}
