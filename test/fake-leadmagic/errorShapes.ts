/** The error formats the API has had over time; E5 is no JSON at all, as from an edge proxy. */
export const errorShapes = ['E1', 'E2', 'E3', 'E4', 'E5'] as const;
export type ErrorShape = (typeof errorShapes)[number];

export interface ErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly action?: string | undefined;
  readonly param?: readonly string[] | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}

export interface ErrorBody {
  readonly contentType: string;
  readonly text: string;
}

const knownErrors: Readonly<Record<number, readonly [code: string, title: string]>> = {
  400: ['validation_error', 'The request is not valid.'],
  401: ['invalid_api_key', 'The API key is not valid.'],
  402: ['insufficient_credits', 'There are not enough credits for this request.'],
  403: ['forbidden', 'Your plan does not include this product.'],
  404: ['resource_not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not take this method.'],
  429: ['rate_limit_exceeded', 'Too many requests.'],
  500: ['INTERNAL_ERROR', 'Something went wrong on our side.'],
};

/** Code and title the API uses for a status, for errors that name neither. */
export function defaultError(status: number): { readonly code: string; readonly title: string } {
  const [code, title] = knownErrors[status] ?? [
    'INTERNAL_ERROR',
    `The request failed with status ${status}.`,
  ];
  return { code, title };
}

/** Writes one error in one of the five shapes. */
export function errorBody(shape: ErrorShape, facts: ErrorFacts, path: string, requestId: string): ErrorBody {
  const { status, code, title, detail, action, param, context } = facts;
  const docs = `https://leadmagic.io/docs/errors/${code}`;
  const type = `https://api.leadmagic.io/errors/${code}`;
  switch (shape) {
    case 'E1':
      return json('application/json', { error: code, message: detail ?? title });
    case 'E2':
      return json('application/json', { error: { code, message: detail ?? title, status } });
    case 'E3':
      return json('application/problem+json', {
        success: false,
        errors: [
          {
            type,
            title,
            status,
            code,
            detail,
            instance: `${path}#${requestId}`,
            param,
            action,
            docs,
            context,
          },
        ],
        meta: { request_id: requestId, timestamp: new Date().toISOString(), environment: 'production' },
      });
    case 'E4':
      return json('application/problem+json', {
        ...{ type, title, status, detail, code, action, docs, context },
        trace: { request_id: requestId },
      });
    case 'E5':
      return { contentType: 'text/html', text: htmlPage(status, title) };
  }
}

export function htmlPage(status: number, title: string): string {
  return `<!doctype html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><p>${title}</p></body></html>\n`;
}

function json(contentType: string, value: object): ErrorBody {
  return { contentType, text: JSON.stringify(value) };
}
