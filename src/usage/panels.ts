/** The panels that can be exported. */
export const panels = [
  'now',
  'balance',
  'spending',
  'day',
  'products',
  'latency',
  'errors',
  'limits',
  'figures',
  'extras',
  'runs',
  'folders',
] as const;

export type Panel = (typeof panels)[number];
