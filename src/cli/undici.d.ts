/** The parts of undici that are needed, without its index: a quarter of the size. They have no types of their own. */
declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import type { EnvHttpProxyAgent } from 'undici';

  const agent: typeof EnvHttpProxyAgent;
  export = agent;
}

declare module 'undici/lib/dispatcher/dispatcher.js' {
  import type { Dispatcher } from 'undici';

  const dispatcher: typeof Dispatcher;
  export = dispatcher;
}

declare module 'undici/lib/api/api-connect.js' {
  const connect: unknown;
  export = connect;
}

declare module 'undici/lib/api/api-request.js' {
  const request: unknown;
  export = request;
}
