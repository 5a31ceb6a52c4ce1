import { KeelError } from '../../foundation/errors.js';

/** Native objects that belong to one JavaScript object, released together, the youngest first. */
export class Handles {
  readonly #releases: (() => void)[] = [];

  /** Adds an object and returns it. `release` must not refer to the owner, or the owner is never collected. */
  add<Owned>(owned: Owned, release: (owned: Owned) => void): Owned {
    this.#releases.push(() => release(owned));
    return owned;
  }

  /** Releases everything; a second call does nothing. */
  release(): void {
    for (let release = this.#releases.pop(); release !== undefined; release = this.#releases.pop()) release();
  }
}

/** Releases what the user forgot to dispose of, once its owner is collected. */
const forgotten = new FinalizationRegistry<Handles>((handles) => handles.release());

/** An object with native objects behind it: disposed of explicitly, or by the garbage collector as a last resort. */
export abstract class Disposable {
  protected readonly handles = new Handles();
  #disposed = false;
  #running = 0;

  constructor() {
    forgotten.register(this, this.handles, this);
  }

  /** Releases all memory of the native side. Runs under way end first; later use throws `runtime/disposed`. */
  dispose(): void {
    this.#disposed = true;
    if (this.#running === 0) this.#release();
  }

  /** Does something with the native objects that must not be released before it has ended. */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    this.assertAlive();
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#disposed && this.#running === 0) this.#release();
    }
  }

  /** Throws `runtime/disposed` after `dispose`. */
  assertAlive(): void {
    if (this.#disposed) throw new KeelError('runtime/disposed', { what: this.constructor.name });
  }

  #release(): void {
    forgotten.unregister(this);
    this.handles.release();
  }
}
