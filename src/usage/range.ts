/** How many days the dashboard looks back. */
export const ranges = [7, 30, 90] as const;

export type Range = (typeof ranges)[number];
