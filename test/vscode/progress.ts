/** Takes one line about a long step. Never called with secrets. */
export type Progress = (line: string) => void;

export const printProgress: Progress = (line) => {
  process.stderr.write(`${line}\n`);
};

export const quietly: Progress = () => undefined;

/** Runs a long step and tells every ten seconds that it is still at it, so that nobody takes it for stuck. */
export async function during<T>(progress: Progress, what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  progress(`${what} …`);
  const ticker = setInterval(() => progress(`${what} … ${seconds(start)}`), 10_000);
  try {
    const result = await work();
    progress(`${what}: done in ${seconds(start)}`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}

function seconds(start: number): string {
  return `${Math.round((Date.now() - start) / 1000)} s`;
}
