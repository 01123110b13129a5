/** The two streams of a program, from which the key is kept. */
export class Output {
  constructor(
    private readonly streams: {
      readonly out: (text: string) => void;
      readonly err: (text: string) => void;
    },
    private readonly key: string | undefined,
  ) {}

  /** A text for stdout, line breaks and all. */
  text(text: string): void {
    this.streams.out(this.#redact(text));
  }

  line(text: string): void {
    this.text(`${text}\n`);
  }

  errorLine(text: string): void {
    this.streams.err(`${this.#redact(text)}\n`);
  }

  /** One line of JSON on stdout. */
  json(value: object): void {
    const json = JSON.stringify(value, (_name, part: unknown) =>
      typeof part === 'string' ? this.#redact(part) : part,
    );
    this.streams.out(`${json}\n`);
  }

  /**
   * Nothing here is made from the key; but a variable such as LEADMAGIC_BASE_URL may hold it too, and be quoted (in
   * lower case, where it is a host).
   */
  #redact(text: string): string {
    const key = this.key?.trim().toLowerCase() ?? '';
    // What is shorter is no key, and could be part of any word.
    if (key.length < 8) return text;
    const parts: string[] = [];
    const lower = text.toLowerCase();
    let from = 0;
    for (let at = lower.indexOf(key); at >= 0; at = lower.indexOf(key, from)) {
      parts.push(text.slice(from, at), '[key]');
      from = at + key.length;
    }
    return parts.join('') + text.slice(from);
  }
}
