import Module from 'node:module';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { hostStub } from './hostStub';

const KEY = 'bench-key-0123456789';

interface Loader {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
}

/** What was touched by then. */
export interface Touched {
  /** See `HostStub`. */
  readonly seen: readonly string[];
  readonly requests: number;
  /** In the storage of the extension. */
  readonly files: number;
}

export interface Start {
  /** Of `dist`, loaded before the first balance showed. */
  readonly loaded: readonly string[];
  /** When `activate` returned. */
  readonly atOnce: Touched;
  /** When the first balance showed. */
  readonly later: Touched;
}

/**
 * Activates the built extension in this process, with a bare stand-in for the few VS Code calls of its
 * start, until its status bar item shows a number.
 */
async function start(dist: string): Promise<Start> {
  const api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 1234 }] });
  const storage = await mkdtemp(join(tmpdir(), 'leadmagic-bench-'));
  process.env['LEADMAGIC_API_KEY'] = KEY;
  process.env['LEADMAGIC_BASE_URL'] = api.origin;
  const host = hostStub(storage);
  // The hook stays: what the extension loads after its balance shows comes through it too.
  const loader = Module as unknown as Loader;
  const load = loader._load.bind(Module);
  const loaded: string[] = [];
  let isWatching = true;
  loader._load = (request, parent, isMain) => {
    if (request === 'vscode') return host.vscode;
    const from = parent instanceof Module ? dirname(parent.filename) : '';
    if (isWatching && request.startsWith('./') && from === dist) loaded.push(basename(request));
    return load(request, parent, isMain);
  };
  let requests = 0;
  const send = globalThis.fetch;
  globalThis.fetch = (...parts) => {
    requests++;
    return send(...parts);
  };
  const touched = (): Touched => ({ seen: [...host.seen], requests, files: readdirSync(storage).length });
  host.activate(createRequire(join(dist, 'extension.js')));
  const atOnce = touched();
  await host.firstNumber;
  const later = touched();
  isWatching = false;
  host.dispose();
  await api.close();
  // What the extension still writes is written into it meanwhile.
  await rm(storage, { recursive: true, force: true, maxRetries: 5 });
  return { loaded: ['extension.js', ...new Set(loaded)], atOnce, later };
}

function createRequire(file: string): unknown {
  return Module.createRequire(file)(file);
}

start(process.argv[2] ?? '').then(
  (told) => {
    process.stdout.write(JSON.stringify(told));
    process.exit(0);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
