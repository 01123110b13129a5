/** Larger files are no source code. */
export const LARGEST_BYTES = 2 * 1024 * 1024;
const LOOK_FOR_NUL = 8192;

/** The text of a file, or undefined when it is binary (a NUL among its first 8 KB) or too large. */
export function textOfFile(bytes: Uint8Array): string | undefined {
  if (bytes.length > LARGEST_BYTES) return undefined;
  const wide = wideEncoding(bytes);
  if (wide === undefined && bytes.subarray(0, LOOK_FOR_NUL).includes(0)) return undefined;
  // It drops a byte order mark, which editors do not count either.
  return new TextDecoder(wide ?? 'utf-8').decode(bytes);
}

/** UTF-16 is full of NULs, and text all the same; Windows shells write it. */
function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** A key's usual place, which git mostly ignores: `.env`, `.env.local` ... */
export function isEnvFile(path: string): boolean {
  return /(^|[\\/])\.env[^\\/]*$/.test(path);
}

/** What nobody wrote by hand, whatever `files.exclude` says: installed packages, and git's own files. */
export function isInLeftOutFolder(path: string): boolean {
  return /(^|[\\/])(node_modules|\.git)[\\/]/.test(path);
}

/** The same as a glob pattern, for a search. */
export const leftOutFolders = '**/{node_modules,.git}/**';
