import { endpointOfPath, type Endpoint } from './costTable';

/** A LeadMagic path found in a line of source. Offsets are UTF-16 units from the line's start, `end` exclusive. */
export interface FoundPath {
  /** With its leading slash, without query and trailing slash. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly endpoint: Endpoint;
}

/** Lines of minified files may be megabytes long; no path is this far from the place pointed at. */
const REACH = 300;
const HOST_REACH = 80;

const CANDIDATE = /(?:v\d|bulk)\/[\w\-.~%/:{}$]+/g;
/** What a shell, `cmd` or a format puts the host in: `$BASE`, `$env:BASE`, `%BASE%`, `%(base)s`. */
const VARIABLE = /(?:\$(?:env:)?\w+|%\w+%|%\(\w+\)s)$/i;
/** Characters that, before a path, make it part of a longer word or path. */
const JOINED = /[\w\-.~%/:@\\]$/;
const OUR_HOST =
  /(?:^|[^\w\-.~%/:@])(?:https?:\/\/|\/\/)?(?:(?:[\w-]+\.)?leadmagic\.io|localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/**
 * Finds a path of the cost table in a line: `/v1/people/email-finder`, with or without the host, with or without the
 * leading slash, with a query or a trailing slash. Not part of a longer path, and not on a host that is neither
 * LeadMagic's nor this machine. With `column` only a path that covers it, else the first.
 */
export function findLeadMagicPath(line: string, column?: number): FoundPath | undefined {
  const from = column === undefined ? 0 : Math.max(0, column - REACH);
  const text = column === undefined ? line : line.slice(from, column + REACH);
  for (const match of text.matchAll(CANDIDATE)) {
    const found = judge(text, match[0], match.index);
    if (found === undefined) continue;
    const shifted = { ...found, start: found.start + from, end: found.end + from };
    if (column === undefined || (shifted.start <= column && column <= shifted.end)) return shifted;
  }
  return undefined;
}

function judge(text: string, candidate: string, index: number): FoundPath | undefined {
  const slash = text[index - 1] === '/';
  const start = slash ? index - 1 : index;
  const before = text.slice(Math.max(0, start - HOST_REACH), start);
  const isWhole = slash && (OUR_HOST.test(before) || VARIABLE.test(before));
  if (JOINED.test(before) && !isWhole) return undefined;
  const trimmed = withoutTail(candidate);
  const path = `/${trimmed}`;
  const endpoint = endpointOfPath(path);
  return endpoint && { path, start, end: index + trimmed.length, endpoint };
}

/** Cuts what follows a path in prose and templates: a full stop, a colon, a brace that was opened before it, a slash. */
function withoutTail(candidate: string): string {
  const tail = candidate.includes('{') ? /[.:/$]+$/ : /[.:/${}]+$/;
  return candidate.replace(tail, '');
}
