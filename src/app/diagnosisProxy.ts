/** A setting or variable by its own name, fit to be shown. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const proxySettings = ['http.proxy'];
const listSettings = ['http.noProxy'];
const plainSettings = [
  'http.proxySupport',
  'http.proxyStrictSSL',
  'http.systemCertificates',
  'http.fetchAdditionalSupport',
  'http.electronFetch',
  'http.useLocalProxyConfiguration',
];
/** They hold a secret or a path: only that they are set is told. */
const hiddenSettings = ['http.proxyAuthorization'];

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
const listVariables = ['NO_PROXY', 'no_proxy'];
const plainVariables = ['NODE_TLS_REJECT_UNAUTHORIZED'];
const hiddenVariables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** A shown value instead of what is hidden. */
export const HIDDEN = '…';

/** What decides how requests leave the machine: VS Code's settings and the host's environment; only what is set. */
export function proxyFacts(
  readSetting: (name: string) => unknown,
  environment: Readonly<Record<string, string | undefined>>,
): readonly NamedValue[] {
  const readVariable = (name: string): unknown => environment[name];
  return [
    ...shown(proxySettings, readSetting, withoutCredentials),
    ...shown(listSettings, readSetting, hostList),
    ...shown(plainSettings, readSetting, String),
    ...shown(hiddenSettings, readSetting, () => HIDDEN),
    ...shown(proxyVariables, readVariable, withoutCredentials),
    ...shown(listVariables, readVariable, hostList),
    ...shown(plainVariables, readVariable, String),
    ...shown(hiddenVariables, readVariable, () => HIDDEN),
  ];
}

/** Scheme, host and port of an address; user, password, path and query are dropped. */
export function withoutCredentials(address: string): string {
  const [, scheme = '', host = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)?(?:.*@)?([^/?#@]*)/i.exec(address.trim()) ?? [];
  return scheme + host;
}

function hostList(list: string): string {
  return list
    .split(',')
    .map((entry) => entry.replace(/^.*@/, '').trim())
    .filter((entry) => entry !== '')
    .join(', ');
}

function shown(
  names: readonly string[],
  read: (name: string) => unknown,
  show: (value: string) => string,
): readonly NamedValue[] {
  return names.flatMap((name) => {
    const text = textOf(read(name));
    return text === '' ? [] : [{ name, value: show(text) }];
  });
}

/** Empty for what is not set. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string').join();
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
    : '';
}
