import { observeHanded } from '../../../src/vscode/observe';
import { PublicApi, type PublicState } from '../../../src/vscode/publicApi';
import { publicState } from '../../../src/vscode/publicState';
import { MonitorKit } from '../app/monitorKit';

/** The public API over a monitor in virtual time. */
export class PublicApiKit {
  readonly host = new MonitorKit();
  readonly states: PublicState[] = [];
  readonly warnings: string[] = [];
  refresh: () => Promise<void> = () => Promise.resolve();
  readonly api: PublicApi;
  readonly stop: () => void;

  constructor() {
    const quiet = (): void => undefined;
    const warn = (event: string): void => void this.warnings.push(event);
    this.api = new PublicApi(
      { refresh: () => this.refresh(), observe: (response) => observeHanded(this.host.monitor, response) },
      { debug: quiet, info: quiet, warn, error: quiet },
    );
    this.host.monitor.onDidChange((view) => this.api.tell(publicState(view)));
    const subscription = this.api.exports.onDidChange((state) => this.states.push(state));
    this.stop = () => subscription.dispose();
  }

  /** As another extension calls it that was not compiled against the types. */
  observe(response: unknown): Promise<boolean> {
    const { exports }: { readonly exports: { observe(response: unknown): Promise<boolean> } } = this.api;
    return exports.observe(response);
  }

  dispose(): void {
    this.api.dispose();
    this.host.dispose();
  }
}
