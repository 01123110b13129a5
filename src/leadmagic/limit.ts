/** Ends one request: when its time is up, or when the caller gives up. */
export interface Limit {
  /** For `fetch`. */
  readonly signal: AbortSignal;
  /** Why it ended, if it has. */
  ended(): 'timeout' | 'cancelled' | undefined;
  /** The same promise, but rejected at once when the limit ends it, whether or not its maker listens to the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Stops the clock. Must be called, or the timer outlives the request. */
  close(): void;
}

/**
 * Starts the clock for a caller who has not given up yet. (`AbortSignal.timeout` would keep its timer, and so its
 * memory, until it fires.)
 */
export function openLimit(timeoutMs: number, caller: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  let why: 'timeout' | 'cancelled' | undefined;
  const end = (reason: 'timeout' | 'cancelled') => {
    why ??= reason;
    controller.abort();
  };
  const timer = setTimeout(end, timeoutMs, 'timeout');
  const cancel = () => end('cancelled');
  caller?.addEventListener('abort', cancel);

  const over = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(new Error('ended')));
  });
  // It may end when nobody races it any more.
  over.catch(() => undefined);

  return {
    signal: controller.signal,
    ended: () => why,
    // In this order: once it has ended, work that is done already counts no more.
    race: (work) => Promise.race([over, work]),
    close: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', cancel);
    },
  };
}
