import fc from 'fast-check';

/** The body with one part, at any depth, replaced by anything. */
export function damaged(body: unknown): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.anything(),
    fc.double(),
    fc.constantFrom<unknown>(null, '', -1, NaN, [], {}, '2026-02-30'),
  );
  if (typeof body !== 'object' || body === null) return anything;
  const entries = Object.entries(body);
  if (entries.length === 0) return anything;
  const inside = fc.constantFrom(...entries).chain(([name, part]: [string, unknown]) =>
    damaged(part).map((wrong) => {
      if (Array.isArray(body))
        return body.map((each: unknown, index) => (String(index) === name ? wrong : each));
      return { ...body, [name]: wrong };
    }),
  );
  return fc.oneof({ weight: 1, arbitrary: anything }, { weight: 9, arbitrary: inside });
}
