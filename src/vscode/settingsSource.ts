import { workspace, type Disposable } from 'vscode';

import { Emitter, type Subscribe } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';
import { parseSettings, type Settings } from '../app/settings';
import { section } from './ids';

/** The user's settings, in range, read again when they change. */
export class SettingsSource implements Disposable {
  readonly #changed: Emitter<void>;
  readonly #subscription: Disposable;
  #settings: Settings;
  #told = '';

  constructor(private readonly log: Log) {
    this.#changed = new Emitter((error) => log.error('settings', thrownFields(error)));
    this.#settings = this.#read();
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(section)) return;
      this.#settings = this.#read();
      this.#changed.fire();
    });
  }

  get current(): Settings {
    return this.#settings;
  }

  get onDidChange(): Subscribe<void> {
    return this.#changed.event;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read(): Settings {
    const configuration = workspace.getConfiguration(section);
    // All are the user's own: VS Code takes no value of scope `application` from a folder. Where the key goes is made
    // sure of; for the rest that would take longer than all else in the start.
    const { settings, problems } = parseSettings((name) =>
      name === 'apiBaseUrl' ? configuration.inspect(name)?.globalValue : configuration.get(name),
    );
    const changed = Object.fromEntries(problems.map(({ name, used }) => [name, used]));
    const told = JSON.stringify(changed);
    if (told !== '{}' && told !== this.#told) this.log.warn('settingsOutOfRange', changed);
    this.#told = told;
    return settings;
  }
}
