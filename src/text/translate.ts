/**
 * Gives a message in the user's language. `{0}`, `{1}` ... stand for the values. The English message is
 * its own id; see `messages.ts`.
 */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

/** English; also what fills the values in for a bundle of translations that is handed in. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));

/** A translation by a bundle (`{ English: translated }`); what the bundle lacks stays English. */
export function translateBy(bundle: Readonly<Record<string, string>>): Translate {
  return (message, ...values) => english(bundle[message] ?? message, ...values);
}

/**
 * A message that depends on a number, which stands in it as `{0}`, with what is counted right behind it: there `Formats`
 * puts the "de" of round millions.
 */
export interface Plural {
  readonly one: string;
  readonly other: string;
}
