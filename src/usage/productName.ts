const knownWords: Readonly<Record<string, string>> = { b2b: 'B2B', api: 'API', b2c: 'B2C', url: 'URL' };

/** A product's id in words: `b2b_profile_to_email` is `B2B profile to email`. Ids not known before look right too. */
export function productName(id: string): string {
  const words = id
    .split(/[_\s-]+/)
    .filter((word) => word !== '')
    .map((word) => knownWords[word.toLowerCase()] ?? word);
  const name = words.join(' ');
  return name === '' ? id : name.charAt(0).toUpperCase() + name.slice(1);
}
