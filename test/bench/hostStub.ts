import { join } from 'node:path';

/** Just enough of VS Code for the start of the extension; whatever else it touches is a do-nothing. */
export interface HostStub {
  readonly vscode: unknown;
  /** Resolves when the status bar item shows a digit. */
  readonly firstNumber: Promise<string>;
  /** `item` when the status bar item was shown, `secret` when one was asked for, in their order. */
  readonly seen: readonly string[];
  activate(extension: unknown): void;
  dispose(): void;
}

interface Disposable {
  dispose(): void;
}

export function hostStub(storage: string): HostStub {
  const subscriptions: Disposable[] = [];
  const seen: string[] = [];
  let tell: (text: string) => void = () => undefined;
  const firstNumber = new Promise<string>((resolve) => (tell = resolve));
  const nothing = { dispose: () => undefined };
  const event = (): Disposable => nothing;
  const item = {
    ...nothing,
    show: () => void seen.push('item'),
    set text(text: string) {
      if (/\d/.test(text)) tell(text);
    },
  };
  const memento = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] };
  const uri = (fsPath: string): object => ({ fsPath, path: fsPath, scheme: 'file' });
  const channel = { ...nothing, debug: noop, info: noop, warn: noop, error: noop, show: noop };
  const known: Record<string, unknown> = {
    window: {
      createOutputChannel: () => channel,
      createStatusBarItem: () => item,
      onDidChangeWindowState: event,
      state: { focused: true, active: true },
    },
    workspace: {
      getConfiguration: () => ({ inspect: () => undefined, get: () => undefined }),
      onDidChangeConfiguration: event,
    },
    commands: { registerCommand: () => nothing, executeCommand: () => Promise.resolve() },
    env: { language: 'en' },
    l10n: { t: (message: string) => message },
    StatusBarAlignment: { Left: 1, Right: 2 },
    ThemeColor: named('ThemeColor'),
    ThemeIcon: named('ThemeIcon'),
    MarkdownString: class {
      value = '';
      appendMarkdown(text: string): this {
        this.value += text;
        return this;
      }
      appendText(text: string): this {
        return this.appendMarkdown(text);
      }
    },
    Disposable: { from: () => nothing },
    Uri: { joinPath: (base: { fsPath: string }, ...names: string[]) => uri(join(base.fsPath, ...names)) },
  };
  const context = {
    subscriptions,
    globalState: memento,
    workspaceState: memento,
    globalStorageUri: uri(storage),
    extension: { packageJSON: { version: '0.0.0' } },
    secrets: {
      get: () => {
        seen.push('secret');
        return Promise.resolve(undefined);
      },
      store: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      onDidChange: event,
    },
  };
  return {
    vscode: forgiving(known),
    firstNumber,
    seen,
    activate: (extension) => {
      if (typeof extension !== 'object' || extension === null || !('activate' in extension))
        throw new Error('no activate');
      if (typeof extension.activate === 'function') Reflect.apply(extension.activate, undefined, [context]);
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** A class whose instances only know what they are. */
function named(kind: string): unknown {
  return class {
    readonly kind = kind;
  };
}

function noop(): void {
  // A channel that keeps nothing.
}

/** What is not known is a function, an object and an event at once, and gives something to dispose of. */
function forgiving(known: Record<string, unknown>): unknown {
  const anything: unknown = new Proxy(noop, {
    get: (_target, name) => (name === 'dispose' ? noop : name === 'then' ? undefined : anything),
    apply: () => anything,
  });
  return new Proxy(known, {
    get: (target, name) => {
      const value = typeof name === 'string' ? target[name] : undefined;
      if (value === undefined) return anything;
      return typeof value === 'object' && value !== null
        ? new Proxy(value, {
            get: (inner, key): unknown => (key in inner ? (Reflect.get(inner, key) as unknown) : anything),
          })
        : value;
    },
  });
}
