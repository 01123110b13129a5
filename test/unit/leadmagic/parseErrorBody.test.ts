import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseErrorBody } from '../../../src/leadmagic/parseErrorBody';

const item = {
  type: 'https://api.leadmagic.io/errors/invalid_api_key',
  title: 'The title',
  status: 401,
  code: 'invalid_api_key',
};

describe('parseErrorBody', () => {
  const table: readonly (readonly [string, unknown, object])[] = [
    [
      'E1 flat',
      { error: 'Bad Request', message: 'human text' },
      { code: 'bad request', message: 'human text' },
    ],
    ['E1 without message', { error: 'Bad Request' }, { code: 'bad request', message: 'Bad Request' }],
    [
      'E2 nested',
      { error: { code: 'UNAUTHORIZED', message: 'human text', status: 401 } },
      { code: 'unauthorized', message: 'human text' },
    ],
    [
      'E3 whole',
      {
        success: false,
        errors: [
          {
            ...item,
            detail: 'The detail',
            instance: '/v1/credits#id',
            param: ['x'],
            action: 'Check the key',
            docs: 'https://leadmagic.io/docs',
            context: {},
          },
        ],
        meta: { request_id: 'req-3', timestamp: '2026-01-31T09:00:00.000Z', environment: 'production' },
      },
      { code: 'invalid_api_key', message: 'The detail', action: 'Check the key', requestId: 'req-3' },
    ],
    [
      'E3 with the required members alone',
      { success: false, errors: [{ type: item.type, title: 'The title', status: 401 }] },
      { message: 'The title' },
    ],
    [
      'E3 of two: the first',
      { errors: [item, { ...item, title: 'Second', code: 'other' }] },
      { code: 'invalid_api_key', message: 'The title' },
    ],
    [
      'E3 402 with context',
      {
        errors: [
          {
            ...item,
            code: 'insufficient_credits',
            context: { credits_required: 5, credits_available: 2.345, credits_needed: 3 },
          },
        ],
      },
      { code: 'insufficient_credits', message: 'The title', creditsAvailable: 2.35 },
    ],
    [
      'E3 429 with context',
      {
        errors: [
          {
            ...item,
            code: 'rate_limit_exceeded',
            context: {
              limit: 300,
              window: '1m',
              remaining: 0,
              reset_at: 1769850060,
              retry_after_seconds: 42,
            },
          },
        ],
      },
      { code: 'rate_limit_exceeded', message: 'The title', retryAfterMs: 42_000 },
    ],
    [
      'E4 with trace',
      {
        type: 'https://x',
        title: 'The title',
        status: 402,
        detail: 'The detail',
        code: 'insufficient_credits',
        action: 'Buy some',
        docs: 'https://x',
        trace: { request_id: 'req-4' },
      },
      { code: 'insufficient_credits', message: 'The detail', action: 'Buy some', requestId: 'req-4' },
    ],
    [
      'E4 without detail',
      { title: 'The title', code: 'INTERNAL_ERROR' },
      { code: 'internal_error', message: 'The title' },
    ],
    [
      'every place at once: the best of each',
      {
        errors: [{ code: 'a', detail: 'one', title: 'two', action: 'p' }],
        code: 'b',
        detail: 'three',
        title: 'four',
        error: { code: 'c', message: 'five', action: 'q' },
        message: 'six',
        action: 'r',
        meta: { request_id: 'm' },
        trace: { request_id: 't' },
      },
      { code: 'a', message: 'one', action: 'p', requestId: 'm' },
    ],
    [
      'title of the item before the detail of the body',
      { errors: [{ title: 'two' }], detail: 'three' },
      { message: 'two' },
    ],
    [
      'nested message before the flat one',
      { error: { message: 'five' }, message: 'six' },
      { message: 'five' },
    ],
    ['a wait beyond a day', { context: { retry_after_seconds: 1e9 } }, { retryAfterMs: 86_400_000 }],
    ['a wait without end, which JSON can hold', JSON.parse('{"context":{"retry_after_seconds":1e999}}'), {}],
    ['an id with blanks around it', { meta: { request_id: ' ok_2\n' } }, { requestId: 'ok_2' }],
    [
      'context of a wrong kind',
      { errors: [{ context: { retry_after_seconds: '42', credits_available: -1 } }] },
      {},
    ],
    [
      'unclean text',
      { message: ' a\u0000b\r\n c\u202e ', code: 'X\u0007Y' },
      { code: 'xy', message: 'ab c' },
    ],
    ['long text', { message: 'm'.repeat(900) }, { message: 'm'.repeat(300) }],
    [
      'an id that is not safe to show',
      { meta: { request_id: '<img src=x>' }, trace: { request_id: 'ok_1' } },
      { requestId: 'ok_1' },
    ],
    ['an empty list', { success: false, errors: [] }, {}],
    ['a list of text', { errors: ['text'] }, {}],
    ['members of a wrong kind', { code: 401, message: null, error: 5, errors: {}, meta: [], trace: 'x' }, {}],
    ['a code that grows in lower case', { code: '\u0130'.repeat(500) }, { code: 'i\u0307'.repeat(150) }],
    ['no object', 'Bad Gateway', {}],
    ['a list at the top', [item], {}],
    ['null', null, {}],
  ];
  for (const [name, body, facts] of table) {
    it(`reads ${name}`, () => {
      assert.deepEqual(parseErrorBody(body), facts);
    });
  }

  it('never throws, and gives only short clean text and sensible numbers', () => {
    const part = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }));
    const members = {
      code: part,
      title: part,
      detail: part,
      message: part,
      action: part,
      context: part,
      error: part,
    };
    const body = fc.oneof(
      fc.anything(),
      fc.record({
        ...members,
        errors: fc.oneof(part, fc.array(fc.record(members))),
        meta: part,
        trace: part,
      }),
    );
    fc.assert(
      fc.property(body, (value) => {
        for (const fact of Object.values(parseErrorBody(value))) {
          if (typeof fact === 'number') assert.ok(Number.isFinite(fact) && fact >= 0);
          else assert.match(fact, /^\P{Cc}{1,500}$/u);
        }
      }),
    );
  });
});
