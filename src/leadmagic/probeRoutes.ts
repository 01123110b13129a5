/** Routes that are not in the public reference and may not be there. */
export const probeRoutes = ['requests', 'quality', 'quality/daily', 'errors', 'found-rate'] as const;
export type ProbeRoute = (typeof probeRoutes)[number];
