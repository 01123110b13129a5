import type { FakeAccount } from './account';
import type { ErrorFacts, ErrorShape } from './errorShapes';
import { defaultError, errorBody } from './errorShapes';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: string | undefined;
  readonly requestId: string;
}

export interface Reply {
  readonly status: number;
  readonly contentType?: string;
  readonly text: string;
  /** Credits the request cost. */
  readonly cost: number;
  /** Whose balance the headers tell; absent when the key is not known. */
  readonly account?: FakeAccount;
}

/** An error in the server's shape, with the usual code and title where none are given. */
export function failure(
  call: Call,
  settings: { readonly errorShape: ErrorShape },
  facts: Partial<ErrorFacts> & Pick<ErrorFacts, 'status'>,
  account?: FakeAccount,
): Reply {
  const whole = { ...defaultError(facts.status), ...facts };
  return {
    status: facts.status,
    ...errorBody(settings.errorShape, whole, call.path, call.requestId),
    cost: 0,
    ...(account === undefined ? {} : { account }),
  };
}

export function json(account: FakeAccount, body: object, cost = 0): Reply {
  return { status: 200, contentType: 'application/json', text: JSON.stringify(body), cost, account };
}
