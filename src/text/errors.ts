import type { ErrorKind } from '../leadmagic/errors';
import * as say from './messages';
import type { Translate } from './translate';

/** An error in the user's words. Server text is not part of it. */
export function describeError(
  error: { readonly kind: ErrorKind; readonly status?: number },
  t: Translate,
): string {
  switch (error.kind) {
    case 'unauthorized':
      return t(say.errorUnauthorized);
    case 'payment':
      return t(say.errorPayment);
    case 'forbidden':
      return t(say.errorForbidden);
    case 'notOffered':
      return t(say.errorNotOffered);
    case 'rateLimited':
      return t(say.errorRateLimited);
    case 'badRequest':
      return t(say.errorBadRequest, error.status ?? '?');
    case 'server':
      return t(say.errorServer, error.status ?? '?');
    case 'timeout':
      return t(say.errorTimeout);
    case 'network':
      return t(say.errorNetwork);
    case 'redirect':
      return t(say.errorRedirect);
    case 'cancelled':
      return t(say.errorCancelled);
    case 'protocol':
      return t(say.errorProtocol);
  }
}
