type Colour = readonly number[];

/**
 * The contrast of a text with what is behind it, 1 to 21, as WCAG 2 defines it.
 * @param colours as a browser computes them: the text's, then the backgrounds from the innermost out
 */
export function contrast([text = '', ...backgrounds]: readonly string[]): number {
  const paper: Colour = [255, 255, 255];
  const behind = backgrounds.map(channels).reduceRight((below, top) => over(top, below), paper);
  const [dark = 0, light = 0] = [behind, over(channels(text), behind)]
    .map(luminance)
    .toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Red, green and blue, 0 to 255, and how much it covers, 0 to 1. */
function channels(colour: string): Colour {
  const numbers = (colour.match(/[\d.]+/g) ?? []).map(Number);
  // What is mixed is written `color(srgb 0.1 0.2 0.3 / 0.4)`.
  const scale = colour.startsWith('color(') ? 255 : 1;
  return numbers.map((number, index) => (index < 3 ? number * scale : number));
}

function over(top: Colour, below: Colour): Colour {
  return below.map((value, index) => value + ((top[index] ?? 0) - value) * (top[3] ?? 1));
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
