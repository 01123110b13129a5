/** Without control and invisible formatting characters, which can reverse or hide what is shown, and halves of pairs. */
export function visible(text: string): string {
  return text.replace(/(?!\s)[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}

/**
 * Untrusted server text made fit for one line: visible, white space folded, e-mail addresses left out, at most 300
 * characters. Nothing when nothing is left.
 */
export function textOf(value: unknown): string | undefined {
  return textUpTo(value, 300);
}

/** The same, of at most so many characters. */
export function textUpTo(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = visible(value)
    .replace(/\s+/g, ' ')
    .replace(/[^\s@]+@[^\s@]+/g, '[e-mail]')
    .trim()
    .slice(0, most)
    // The cut may have left half a pair.
    .replace(/[\p{Cs}]/gu, '')
    .trimEnd();
  return text === '' ? undefined : text;
}

/** A request id that is safe to log and to quote, or nothing. */
export function requestIdOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const id = value.trim();
  return /^[\w.-]{1,100}$/.test(id) ? id : undefined;
}
