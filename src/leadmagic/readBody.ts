import { err, ok } from './result';
import type { Limit } from './limit';
import type { Result } from './result';

/** The platform's types do not agree on what a chunk is. */
interface Chunk {
  readonly done: boolean;
  readonly value?: unknown;
}

/** Reads a body as text, holding at most `maxBytes` of it. Never throws; what the limit ended is `truncated`. */
export async function readBody(
  body: Response['body'],
  maxBytes: number,
  limit: Limit,
): Promise<Result<string, 'tooLarge' | 'truncated'>> {
  if (body === null) return ok('');
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await limit.race<Chunk>(reader.read());
      if (done) return ok(text + decoder.decode());
      if (!(value instanceof Uint8Array)) return err('truncated');
      bytes += value.byteLength;
      if (bytes > maxBytes) return err('tooLarge');
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return err('truncated');
  } finally {
    // Frees the connection of a body that was given up; of one read to its end it does nothing.
    reader.cancel().catch(() => undefined);
  }
}
