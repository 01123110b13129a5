import type { PageMessage } from '../usage/pageMessage';

/** What VS Code gives to the page of a webview. */
export interface VSCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Can be called once; what it gives is kept out of the global scope. */
  function acquireVsCodeApi(): VSCodeApi;
}

/** The extension host, as the page sees it. */
export class Host {
  constructor(private readonly api: VSCodeApi) {}

  readonly tell = (message: PageMessage): void => {
    this.api.postMessage(message);
  };

  get kept(): unknown {
    return this.api.getState();
  }

  keep(state: object): void {
    this.api.setState(state);
  }
}
