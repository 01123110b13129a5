/**
 * Which words of a command line may be shown and kept. A key has no fixed form, so this asks the opposite question:
 * only a word that reads like a name a person gave (`enrich-contacts.ts`, `test:unit`, `python3`) passes.
 */

const LONGEST_WORD = 40;
/** From this length on a word is long enough to be a key, and has to look a good deal like a name. */
const KEY_LENGTH = 16;
const LONGEST_HUMP = 15;
/** `x86_64-linux-gnu-gcc` */
const MOST_WITH_DIGITS = 2;
const FEWEST_GROUPS = 4;
/** LeadMagic's keys begin with `lm_`, wherever that stands; the rest are other services' at the start of a part. */
const KEY_PREFIX = /lm_.|(?:^|[^a-z0-9])(?:sk|pk|rk|ghp|gho|ghs|glpat|npm|xox[a-z])[_-]./i;
const CAMEL = /^(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+)\d{0,3}$/;

/**
 * Whether a word is safe: no `=`, `@`, `%`, `$` or `://`, no known beginning of a key, at most 40 characters, and each run of
 * ASCII letters and digits in it is a short number or letters with at most three digits behind (so no hex, base64,
 * UUID). From 16 characters on also no groups of one length and at most two with a digit (so no key that is written in
 * groups), no run of letters over 15 without a hump, no hump of consonants only, and in mixed case humps of four letters
 * or more on average (so no random letters).
 */
export function isPlainWord(word: string): boolean {
  if (word === '' || word.length > LONGEST_WORD || /[=@%$]|:\/\//.test(word) || KEY_PREFIX.test(word))
    return false;
  const pieces = word.match(/[A-Za-z0-9]+/g) ?? [];
  if (!pieces.every(isPlainPiece)) return false;
  if (word.length < KEY_LENGTH) return true;
  if (isGrouped(pieces) || piecesWithDigits(word) > MOST_WITH_DIGITS) return false;
  const humps = pieces.flatMap((piece) => piece.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []);
  const letters = humps.reduce((sum, hump) => sum + hump.length, 0);
  return humps.every(isPronounceable) && (letters >= humps.length * 4 || word === word.toLowerCase());
}

function isPlainPiece(piece: string): boolean {
  return /^(?:\d{1,4}|\d{1,3}[A-Za-z]{1,2})$/.test(piece) || CAMEL.test(piece);
}

/** `4672-ce05-823c-90fa`, `QWERT-ZUIOP-ASDFG-HJ`: as many of one length in a row, the last of them maybe shorter. */
function isGrouped(pieces: readonly string[]): boolean {
  let groups = 0;
  for (const [at, { length }] of pieces.entries()) {
    const before = pieces[at - 1]?.length ?? 0;
    if (groups >= FEWEST_GROUPS - 1 && length < before) return true;
    groups = length === before ? groups + 1 : 1;
    if (groups >= FEWEST_GROUPS) return true;
  }
  return false;
}

/** A date is none. */
function piecesWithDigits(word: string): number {
  const pieces = word.replace(/\b\d{4}-\d{2}-\d{2}\b/, '').match(/[A-Za-z0-9]+/g) ?? [];
  return pieces.filter((piece) => /\d/.test(piece)).length;
}

function isPronounceable(hump: string): boolean {
  return hump.length <= LONGEST_HUMP && (hump.length < 4 || /[aeiouy]/i.test(hump));
}
