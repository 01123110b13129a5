import type { ServerResponse } from 'node:http';
import type { FakeAccount } from './account';
import type { AccountCommand, ControlCommand } from './controlCommands';
import { parseCommand } from './controlCommands';
import type { FakeLeadMagic } from './server';

const root = '/__control';
export function isControl(path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

/** Answers the control routes: 200 with the server's state or requests, 400 with a sentence. */
export function answerControl(
  server: FakeLeadMagic,
  response: ServerResponse,
  method: string,
  path: string,
  body: string,
): void {
  const route = `${method} ${path}`;
  switch (route) {
    case `GET ${root}/requests`:
      send(response, 200, server.requests);
      return;
    case `GET ${root}/state`:
      send(response, 200, state(server));
      return;
    case `POST ${root}`: {
      const command = parseCommand(body);
      const problem = typeof command === 'string' ? command : run(server, response, command);
      send(
        response,
        problem === undefined ? 200 : 400,
        problem === undefined ? state(server) : { error: problem },
      );
      return;
    }
    default:
      send(response, 404, {
        error: `There is no ${route}. Use POST ${root}, GET ${root}/requests or GET ${root}/state.`,
      });
  }
}

/** Does what a command says; returns a sentence when it cannot. */
function run(server: FakeLeadMagic, response: ServerResponse, command: ControlCommand): string | undefined {
  switch (command.action) {
    case 'addAccount':
      server.addAccount(command);
      return undefined;
    case 'fault':
      server.setFault(command.fault);
      return undefined;
    case 'clearFaults':
      server.clearFaults();
      return undefined;
    case 'clearRequests':
      server.clearRequests();
      return undefined;
    case 'configure':
      server.configure(command.settings);
      return undefined;
    case 'offline':
      // The answer to this very command goes out first.
      response.once('finish', () => void server.goOfflineFor(command.forMs));
      return undefined;
    case 'spend':
    case 'topUp':
    case 'set':
    case 'freeze':
    case 'unfreeze':
    case 'revoke':
    case 'restore':
    case 'drain':
    case 'variant': {
      const account = accountFor(server, command.key);
      if (typeof account === 'string') {
        return account;
      }
      runOn(account, command);
      return undefined;
    }
  }
}

function accountFor(server: FakeLeadMagic, wanted: string | undefined): FakeAccount | string {
  const [only, ...others] = server.accounts.values();
  if (wanted === undefined) {
    return only !== undefined && others.length === 0 ? only : 'Say which account: key is missing.';
  }
  return server.accounts.get(wanted) ?? 'There is no account with that key.';
}

function runOn(account: FakeAccount, command: AccountCommand): void {
  switch (command.action) {
    case 'spend':
      account.spend(command.amount, command.product, command.requests);
      return;
    case 'topUp':
      account.topUp(command.amount);
      return;
    case 'set':
      account.set(command.amount);
      return;
    case 'freeze':
      account.freeze(command.amount, command.message, command.planHint);
      return;
    case 'unfreeze':
      account.unfreeze();
      return;
    case 'revoke':
      account.revoke();
      return;
    case 'restore':
      account.restore();
      return;
    case 'drain':
      account.drain(command.creditsPerSecond);
      return;
    case 'variant':
      account.variant = command.variant;
      return;
  }
}

function state(server: FakeLeadMagic): object {
  return {
    origin: server.origin,
    accounts: [...server.accounts.values()].map((account) => ({
      key: account.key,
      credits: account.credits,
      frozen: account.frozen,
      liquid: account.liquid,
      revoked: account.revoked,
      draining: account.draining,
      variant: account.variant,
    })),
    faults: server.faults,
    settings: server.settings,
    requests: server.requests.length,
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body, undefined, 2));
}
