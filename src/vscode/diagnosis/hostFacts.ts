import { release } from 'node:os';
import * as vscode from 'vscode';

import type { HostFacts } from '../../app/diagnosisFacts';

/** Where the extension runs. */
export function hostFacts({ packageJSON, extensionKind }: vscode.Extension<unknown>): HostFacts {
  const manifest: unknown = packageJSON;
  const { appName, language, remoteName, uiKind } = vscode.env;
  return {
    extension: versionOf(manifest),
    vscode: `${vscode.version} (${appName})`,
    node: process.versions.node,
    system: `${process.platform} ${release()} ${process.arch}`,
    language,
    kind: extensionKind === vscode.ExtensionKind.UI ? 'ui' : 'workspace',
    window: uiKind === vscode.UIKind.Web ? 'web' : 'desktop',
    isTrusted: vscode.workspace.isTrusted,
    ...(remoteName !== undefined && { remote: remoteName }),
  };
}

function versionOf(manifest: unknown): string {
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : '?';
}
