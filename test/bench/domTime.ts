import type { Workbench } from '../ui/harness/workbench';

/** When the item's text comes to hold `text`, by the page's own clock; ms since 1970. */
export async function timeOf({ statusItem }: Workbench, text: string): Promise<number> {
  // No function in here may have a name: what names it stays behind in this process.
  return statusItem.locator.first().evaluate(
    (item, wanted) =>
      new Promise<number>((resolve) => {
        new MutationObserver((_changes, observer) => {
          if (!document.body.textContent.includes(wanted)) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        }).observe(item.parentElement ?? item, { subtree: true, childList: true, characterData: true });
      }),
    text,
  );
}
