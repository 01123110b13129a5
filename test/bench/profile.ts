import * as v from 'valibot';

/** A CPU profile as V8 writes it, as far as it is read here. Times are µs of V8's own clock. */
const profileShape = v.object({
  /** Wall clock when it began; ms since 1970. */
  startedAt: v.number(),
  profile: v.object({
    nodes: v.array(
      v.object({
        id: v.number(),
        callFrame: v.object({ url: v.string() }),
        children: v.optional(v.array(v.number()), []),
      }),
    ),
    samples: v.array(v.number()),
    timeDeltas: v.array(v.number()),
  }),
});

/**
 * How long a thread was busy on behalf of some files: with one of them anywhere on the stack.
 * @param text of the profile
 * @param isOwn by the file's URL
 * @param until ms since 1970; what comes later does not count
 * @returns ms
 */
export function timeOnBehalfOf(text: string, isOwn: (url: string) => boolean, until: number): number {
  const { startedAt, profile } = v.parse(profileShape, JSON.parse(text));
  const { nodes, samples, timeDeltas } = profile;
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const urls = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  const isOnStack = (id: number | undefined): boolean =>
    id !== undefined && (isOwn(urls.get(id) ?? '') || isOnStack(parents.get(id)));
  let at = 0;
  let own = 0;
  for (const [index, sample] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (startedAt + at / 1000 > until) break;
    // A sample stands for the time until the next one.
    if (isOnStack(sample)) own += timeDeltas[index + 1] ?? 0;
  }
  return own / 1000;
}
