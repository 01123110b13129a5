import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../waiting';

/** CSS pixels. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where pictures go, which are not committed. */
const folder = join(__dirname, '..', '..', '..', 'out', 'screens');

/** A picture of the whole window. @returns its file */
export async function takePicture(page: Page, name: string): Promise<string> {
  return take(page, fileFor(name));
}

/** A picture of some parts and a margin (CSS pixels) around them; parts that are not shown are left out. */
export async function takePictureAround(
  page: Page,
  name: string,
  parts: readonly Locator[],
  margin = 24,
): Promise<string> {
  const boxes = await restingBoxes(parts);
  if (boxes.length === 0) throw new Error(`Nothing to take the picture ${name} of.`);
  const window = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const left = Math.max(0, Math.min(...boxes.map((box) => box.x)) - margin);
  const top = Math.max(0, Math.min(...boxes.map((box) => box.y)) - margin);
  const right = Math.min(window.width, Math.max(...boxes.map((box) => box.x + box.width)) + margin);
  const bottom = Math.min(window.height, Math.max(...boxes.map((box) => box.y + box.height)) + margin);
  return take(page, fileFor(name), { x: left, y: top, width: right - left, height: bottom - top });
}

/** Where the parts are once nothing moves: a toast slides in. */
async function restingBoxes(parts: readonly Locator[]): Promise<readonly Box[]> {
  let before = '';
  return until('the parts of the picture to come to rest', async () => {
    const found = await Promise.all(parts.map(boxOf));
    const now = JSON.stringify(found);
    const isResting = now === before;
    before = now;
    return isResting ? found.flat() : undefined;
  });
}

/** Without waiting for the part: it may be gone the next moment. */
function boxOf(part: Locator): Promise<readonly Box[]> {
  return part.evaluateAll((found) =>
    found.slice(0, 1).map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
}

/** A name goes to `out/screens/NAME.png`; a path that ends in `.png` is taken as it is. */
function fileFor(name: string): string {
  return name.endsWith('.png') ? resolve(name) : join(folder, `${name}.png`);
}

async function take(page: Page, path: string, clip?: Box): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  // Without animations a toast is there whole, not half faded in.
  await page.screenshot({
    path,
    animations: 'disabled',
    caret: 'hide',
    ...(clip === undefined ? {} : { clip }),
  });
  return path;
}
