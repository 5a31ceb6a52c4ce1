import { KeelError } from '../../foundation/errors.js';
import type { Handle, OrtApi, OrtFunction } from './ort-api.js';

type ReleaseFunction = Extract<OrtFunction, `Release${string}`>;

/** Native objects that belong to one JavaScript object, released together, the youngest first. */
export class Handles {
  readonly #releases: (() => void)[] = [];
  #users = 1;

  /** Counts another user. What is here is released when the last one releases it. */
  share(): this {
    this.#users += 1;
    return this;
  }

  /** Adds an object of ONNX Runtime's and returns it. */
  native(api: OrtApi, release: ReleaseFunction, handle: Handle): Handle {
    this.#releases.push(() => api.call(release, handle));
    return handle;
  }

  /**
   * Adds something else to release and returns it. Neither it nor `release` may lead back to the owner, or the owner is
   * never collected. A closure made in a method keeps all variables around it, often `this` among them.
   */
  add<Owned>(owned: Owned, release: (owned: Owned) => void): Owned {
    this.#releases.push(() => release(owned));
    return owned;
  }

  /** Releases everything, once each user has called this. */
  release(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    for (let release = this.#releases.pop(); release !== undefined; release = this.#releases.pop()) release();
  }
}

/** Releases what the user forgot to dispose of, once its owner is collected. */
const forgotten = new FinalizationRegistry<Handles>((handles) => handles.release());

/** An object with native objects behind it: disposed of explicitly, or by the garbage collector as a last resort. */
export abstract class Disposable {
  protected readonly handles = new Handles();
  #disposed = false;
  #released = false;
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
    if (this.#released) return;
    this.#released = true;
    forgotten.unregister(this);
    this.handles.release();
  }
}

/** Releases one use of what another owns. */
export function releaseUse(handles: Handles): void {
  handles.release();
}

/** Disposes of something that belongs to another. */
export function disposeOf(owned: Disposable): void {
  owned.dispose();
}
