import { activation } from './activation';
import { bundle } from './bundle';
import { dashboard } from './dashboard';
import { isOver, lineOf, type Bench, type Figure } from './figure';
import { heap } from './heap';
import { history } from './history';
import { latency } from './latency';
import { meter } from './meter';
import { retryAfter } from './retryAfter';
import { soak } from './soak';
import { vsix } from './vsix';
import { windows } from './windows';

/** `npm run bench [-- NAME ...]`: one line a figure, `name value unit budget ok|over`; ends with 1 if one is over. */
const benches: Readonly<Record<string, Bench>> = {
  bundle,
  vsix,
  activation,
  windows,
  'retry-after': retryAfter,
  latency,
  soak,
  heap,
  history,
  meter,
  dashboard,
};

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`There is no figure ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
    return 2;
  }
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const measured = await bench();
    for (const figure of measured) console.log(lineOf(figure));
    figures.push(...measured);
  }
  return figures.some(isOver) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  // A bench may leave a server or a timer behind; the figures are told.
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
