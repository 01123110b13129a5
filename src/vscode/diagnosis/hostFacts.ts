import { release } from 'node:os';
import { env, ExtensionKind, UIKind, version, workspace, type Extension } from 'vscode';

import type { HostFacts } from '../../app/diagnosisFacts';
import { present } from '../../leadmagic/present';

/** Where the extension runs. */
export function hostFacts({ packageJSON, extensionKind }: Extension<unknown>): HostFacts {
  const manifest: unknown = packageJSON;
  const { appName, language, remoteName, uiKind } = env;
  return {
    extension: versionOf(manifest),
    vscode: `${version} (${appName})`,
    node: process.versions.node,
    system: `${process.platform} ${release()} ${process.arch}`,
    language,
    kind: extensionKind === ExtensionKind.UI ? 'ui' : 'workspace',
    window: uiKind === UIKind.Web ? 'web' : 'desktop',
    isTrusted: workspace.isTrusted,
    ...present({ remote: remoteName }),
  };
}

function versionOf(manifest: unknown): string {
  const own =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof own === 'string' ? own : '?';
}
