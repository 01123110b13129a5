import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program with everything it starts, which does not outlive this process. */
export interface Supervised {
  /** Everything it wrote so far, stdout and stderr as they came. */
  readonly output: () => string;
  /** Resolves with its exit code, when it and its whole process group are gone. */
  readonly ended: Promise<number>;
  /** Resolves with the first match in its output; rejects when it ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ends the whole group. Resolves when nothing of it is left. */
  end(): Promise<void>;
}

export interface SupervisedOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A folder that is removed when the group is gone, also when this process was killed. */
  readonly removeAtEnd?: string;
  readonly onOutput?: (text: string) => void;
}

export function supervise(command: string, args: readonly string[], options: SupervisedOptions): Supervised {
  const supervisor = join(__dirname, 'supervisor.cjs');
  const child = spawn(process.execPath, [supervisor, options.removeAtEnd ?? '-', command, ...args], {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A Ctrl+C in the terminal is this process's to answer, in its order; it must not reach the group first.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let text = '';
  const listeners = new Set<() => void>();
  const take = (data: Buffer): void => {
    text += data.toString();
    options.onOutput?.(data.toString());
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });

  return {
    output: () => text,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text);
          if (match === null) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then((code) => {
          listeners.delete(look);
          reject(
            new Error(
              `${command} ended with ${code} before it wrote ${String(pattern)}:\n${text.slice(-2000)}`,
            ),
          );
        });
      }),
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
