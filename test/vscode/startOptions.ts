import { parseArgs } from 'node:util';
import { versionNames, type VersionName } from './pins';

export interface StartOptions {
  readonly help: boolean;
  readonly live: boolean;
  readonly screenshot: string | undefined;
  readonly port: number;
  readonly version: VersionName;
}

export const usage = `npm start -- [options]

Starts a VS Code with the extension installed, against a stand-in API whose balance slowly drains.

  --live              use the real LeadMagic API and the key in LEADMAGIC_API_KEY
  --screenshot FILE   save a picture (PNG) as soon as the balance shows, print it, and end
  --port N            port of the VS Code server (default: any free one; not for the desktop)
  --version NAME      ${versionNames.join(' or ')} (default: newest)
  --help              this text
`;

/** A mistake on the command line, told without a stack. */
export class UsageError extends Error {}

/** @throws UsageError if an option is unknown, lacks its value or makes no sense */
export function parseStartOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const values = parse(args);
  if (values.live === true && !env['LEADMAGIC_API_KEY']) {
    throw new UsageError(
      '--live uses the key in the environment variable LEADMAGIC_API_KEY, which is not set.',
    );
  }
  if (values.screenshot !== undefined && !values.screenshot.toLowerCase().endsWith('.png')) {
    throw new UsageError(`--screenshot takes a file that ends in .png, not "${values.screenshot}".`);
  }
  const port = Number(values.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${values.port ?? ''}".`);
  }
  const wanted = values.version ?? 'newest';
  const version = versionNames.find((name) => name === wanted);
  if (version === undefined)
    throw new UsageError(`--version takes ${versionNames.join(' or ')}, not "${wanted}".`);
  return {
    help: values.help ?? false,
    live: values.live ?? false,
    screenshot: values.screenshot,
    port,
    version,
  };
}

function parse(args: readonly string[]): {
  readonly help?: boolean | undefined;
  readonly live?: boolean | undefined;
  readonly screenshot?: string | undefined;
  readonly port?: string | undefined;
  readonly version?: string | undefined;
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        live: { type: 'boolean' },
        screenshot: { type: 'string' },
        port: { type: 'string' },
        version: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
