import type { CDPSession, Page } from 'playwright-core';
import { fits, until, type Expected } from '../../waiting';

export interface Spoken {
  readonly role: string;
  readonly name: string;
}

interface Node extends Spoken {
  readonly id: string;
  readonly element: number | undefined;
  readonly children: readonly string[];
  readonly isFocused: boolean;
  /** The element that stands for it while it keeps the focus: the chosen row of a list with a box. */
  readonly active: number | undefined;
}

/** What the browser tells a screen reader, from its own accessibility tree. */
export class ScreenReader {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<ScreenReader> {
    return new ScreenReader(await page.context().newCDPSession(page));
  }

  /** The name of everything of a role, such as `button`. */
  async names(role: string): Promise<readonly string[]> {
    return (await this.#tree()).filter((node) => node.role === role).map(({ name }) => name);
  }

  /** What has the focus, or in a list with a box the row that it stands for. */
  async focused(): Promise<Spoken | undefined> {
    const tree = await this.#tree();
    // The page as a whole counts as focused with each part of it.
    const focused = tree.findLast(({ isFocused }) => isFocused);
    const active = tree.find(({ element }) => element !== undefined && element === focused?.active);
    const { role, name } = active ?? focused ?? {};
    return role === undefined || name === undefined ? undefined : { role, name };
  }

  /** What live regions of the role `alert` say: the last few announcements of VS Code. */
  async announcements(): Promise<readonly string[]> {
    const tree = await this.#tree();
    const byId = new Map(tree.map((node) => [node.id, node]));
    const textOf = (node: Node): string =>
      node.role === 'StaticText'
        ? node.name
        : node.children
            .map((id) => byId.get(id))
            .map((child) => (child ? textOf(child) : ''))
            .join('');
    return tree.filter(({ role }) => role === 'alert').map(textOf);
  }

  async waitForAnnouncement(text: Expected): Promise<string> {
    let said: readonly string[] = [];
    return until(
      `the announcement ${String(text)}`,
      async () => {
        said = await this.announcements();
        return said.find((one) => fits(one, text));
      },
      () => Promise.resolve(`Said was ${said.join(' | ')}.`),
    );
  }

  async #tree(): Promise<readonly Node[]> {
    const { nodes } = await this.session.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ nodeId, role, name, childIds, backendDOMNodeId, properties = [] }) => {
        const property = (wanted: string) => properties.find((one) => one.name === wanted)?.value;
        return {
          id: nodeId,
          role: String(role?.value ?? ''),
          name: String(name?.value ?? ''),
          element: backendDOMNodeId,
          children: childIds ?? [],
          isFocused: property('focused')?.value === true,
          active: property('activedescendant')?.relatedNodes?.[0]?.backendDOMNodeId,
        };
      });
  }
}
