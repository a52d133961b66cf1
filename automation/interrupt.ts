/** Signals by which a user or a CI system asks a program to stop. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Signals within this time count as one request, in milliseconds: npm passes on the Ctrl-C that the terminal has
 * already sent to every process in the foreground.
 */
const sameRequest = 500;

/** Turns requests to stop into calls of a listener, for as long as it is open. */
export class Interrupt implements Disposable {
  readonly #listener: (count: number) => void;
  readonly #handle = (): void => {
    const now = Date.now();
    if (now - this.#last >= sameRequest) {
      this.#count += 1;
      this.#listener(this.#count);
    }
    this.#last = now;
  };
  #count = 0;
  #last = 0;

  /** @param listener Is told how many requests there have been, this one included. */
  constructor(listener: (count: number) => void) {
    this.#listener = listener;
    for (const signal of signals) {
      process.on(signal, this.#handle);
    }
  }

  /** Whether there has been a request to stop. */
  get requested(): boolean {
    return this.#count > 0;
  }

  [Symbol.dispose](): void {
    for (const signal of signals) {
      process.off(signal, this.#handle);
    }
  }
}
