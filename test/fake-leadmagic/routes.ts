import type { FakeAccount } from './account';
import type { AnalyticsSettings } from './analyticsRoutes';
import { answerAnalytics, isAnalytics } from './analyticsRoutes';
import type { ErrorShape } from './errorShapes';
import type { Product } from './products';
import { productRoutes } from './products';
import { roundCredits } from './random';
import type { Call, Reply } from './reply';
import { failure, json } from './reply';

/** How the two routes without a documented body answer. Numbers are statuses; `empty` is 200 without a byte. */
export const refreshModes = ['body', 'object', 'empty', 204, 404, 405] as const;
export const healthModes = ['body', 'object', 'text', 'empty', 204, 404, 405, 501] as const;
export type RefreshMode = (typeof refreshModes)[number];
export type HealthMode = (typeof healthModes)[number];

export interface RouteSettings {
  readonly refresh: RefreshMode;
  readonly health: HealthMode;
  readonly errorShape: ErrorShape;
  readonly analytics: AnalyticsSettings;
}

type Handler = (account: FakeAccount, call: Call, settings: RouteSettings) => Reply;

const routes: ReadonlyMap<string, Readonly<Record<string, Handler>>> = new Map([
  ['/v1/credits', { GET: balance, POST: balance }],
  ['/credits', { POST: balance }],
  ['/v1/credits/refresh', { POST: refresh }],
  ['/v1/credits/health', { GET: health }],
]);

/** The API's true answer to a call, with what it costs taken from the account. */
export function answer(
  call: Call,
  accounts: ReadonlyMap<string, FakeAccount>,
  settings: RouteSettings,
): Reply {
  const found = accounts.get(call.key ?? '');
  const account = found?.revoked === true ? undefined : found;
  const handlers = handlersFor(call.path, settings);
  if (handlers === undefined) {
    return failure(call, settings, { status: 404 }, account);
  }
  const handler = handlers[call.method];
  if (handler === undefined) {
    return failure(call, settings, { status: 405 }, account);
  }
  if (account === undefined) {
    const missing = { code: 'missing_authentication', title: 'The X-API-Key header is missing.' };
    return failure(call, settings, { status: 401, ...(call.key === undefined ? missing : {}) });
  }
  return handler(account, call, settings);
}

function handlersFor(
  path: string,
  settings: RouteSettings,
): Readonly<Partial<Record<string, Handler>>> | undefined {
  const product = productRoutes.get(path);
  if (product !== undefined) {
    return { POST: (...rest) => spend(product, ...rest) };
  }
  return isAnalytics(path, settings.analytics) ? { GET: answerAnalytics } : routes.get(path);
}

function balance(account: FakeAccount): Reply {
  return json(account, account.body());
}

function refresh(account: FakeAccount, call: Call, settings: RouteSettings): Reply {
  return inMode(settings.refresh, account.body(), account, call, settings);
}

function health(account: FakeAccount, call: Call, settings: RouteSettings): Reply {
  return inMode(settings.health, { success: true, authenticated: true }, account, call, settings);
}

function inMode(
  mode: RefreshMode | HealthMode,
  body: object,
  account: FakeAccount,
  call: Call,
  settings: RouteSettings,
): Reply {
  switch (mode) {
    case 'body':
      return json(account, body);
    case 'object':
      return json(account, {});
    case 'text':
      return { status: 200, contentType: 'text/plain', text: 'OK', cost: 0, account };
    case 'empty':
      return { status: 200, text: '', cost: 0, account };
    case 204:
      return { status: 204, text: '', cost: 0, account };
    case 404:
    case 405:
    case 501:
      return failure(call, settings, { status: mode }, account);
  }
}

/** A product route. `?found=false` makes it a free miss, `?rows=n` sets the rows of those priced by row. */
function spend(product: Product, account: FakeAccount, call: Call, settings: RouteSettings): Reply {
  const rows = Number(call.query.get('rows') ?? 1);
  if (!Number.isInteger(rows) || rows < 0) {
    return failure(call, settings, { status: 400, param: ['rows'] }, account);
  }
  account.countRequest();
  const found = call.query.get('found') !== 'false' && rows > 0;
  const cost = found ? roundCredits(product.perRow === true ? product.cost * rows : product.cost) : 0;
  if (cost > account.liquid) {
    const context = {
      credits_required: cost,
      credits_available: account.liquid,
      credits_needed: roundCredits(cost - account.liquid),
    };
    const action = 'Add credits at https://app.leadmagic.io/billing.';
    return failure(call, settings, { status: 402, context, action }, account);
  }
  account.spend(cost, product.id, 1);
  const message = found ? 'Found.' : 'Nothing was found.';
  return json(account, { product: product.id, message, credits_consumed: cost }, cost);
}
