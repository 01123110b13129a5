import type { Disposable, SecretStorage } from 'vscode';

import { Emitter, type Subscribe } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';
import type { KeyPort } from '../app/monitor';

const SECRETS = 'leadmagicCredits.key.';
/** A keyring that asks for a password can keep a read waiting; the bar does not wait with it. */
const READ_PATIENCE_MS = 30_000;
const TRY_AGAIN_MS = 60_000;

/** The key in SecretStorage, and the one in the environment of the extension host. */
export class ApiKeys implements KeyPort, Disposable {
  readonly environment: KeyPort['environment'];
  readonly #changed: Emitter<void>;
  readonly #subscription: Disposable;
  #again: NodeJS.Timeout | undefined;

  constructor(
    readonly secrets: SecretStorage,
    readonly log: Log,
    environment: NodeJS.ProcessEnv,
  ) {
    this.environment = { key: environment['LEADMAGIC_API_KEY'], baseUrl: environment['LEADMAGIC_BASE_URL'] };
    this.#changed = new Emitter((error) => log.error('key', thrownFields(error)));
    // Only a hint: it may come twice, or when nothing changed. Who listens reads again and compares.
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(SECRETS)) this.#changed.fire();
    });
  }

  get onDidChange(): Subscribe<void> {
    return this.#changed.event;
  }

  read(account: string): Promise<string | undefined> {
    const reading = Promise.resolve(this.secrets.get(secretName(account)));
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.log.warn('secretReadTakesLong');
        reject(new Error('late'));
        void reading.then(
          () => this.#changed.fire(),
          () => undefined,
        );
      }, READ_PATIENCE_MS);
      reading
        .then(resolve, (error: unknown) => {
          this.log.warn('secretReadFailed', thrownFields(error));
          clearTimeout(this.#again);
          this.#again = setTimeout(() => this.#changed.fire(), TRY_AGAIN_MS);
          reject(error instanceof Error ? error : new Error('unreadable'));
        })
        .finally(() => clearTimeout(patience));
    });
  }

  /** Looks again: this window changed something itself, whatever the event does. */
  changedHere(): void {
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#again);
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

export function secretName(account: string): string {
  return SECRETS + account;
}
