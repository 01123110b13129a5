import { parseArgs } from 'node:util';
import { startFakeLeadMagic } from './server';

const usage = `Starts the stand-in LeadMagic API on loopback.

  --port N        port to listen on (default: any free one)
  --key KEY       key of the account (default: demo-key-0000)
  --credits N     its credits (default: 15432.5)
  --drain [N]     spends N credits a second (default: 1)

Control it with POST /__control, for example {"action":"spend","amount":500}.
`;

async function main(): Promise<void> {
  // --drain may stand alone or carry a number, which parseArgs cannot say.
  const args = process.argv
    .slice(2)
    .map((arg, at, all) => (arg === '--drain' && !/^\d/.test(all[at + 1] ?? '') ? '--drain=1' : arg));
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      key: { type: 'string', default: 'demo-key-0000' },
      credits: { type: 'string', default: '15432.5' },
      drain: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const account = { key: values.key, credits: numberOf('--credits', values.credits) };
  const drain = numberOf('--drain', values.drain);
  const server = await startFakeLeadMagic({ port: numberOf('--port', values.port), accounts: [account] });
  server.accounts.get(values.key)?.drain(drain);
  process.stdout.write(`${server.origin}\n`);
  const stop = (): void => void server.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new Error(`${option} takes a number of 0 or more, not "${text}".`);
  }
  return value;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
});
