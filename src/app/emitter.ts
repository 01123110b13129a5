import type { Disposable } from '../store/folder';

export type Listener<T> = (value: T) => void;
export type Subscribe<T> = (listener: Listener<T>) => Disposable;

/** Tells listeners of something; one that throws does not keep the others from hearing. */
export class Emitter<T> {
  readonly #listeners = new Set<Listener<T>>();

  constructor(private readonly onListenerError: (error: unknown) => void) {}

  readonly event: Subscribe<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
