import { KeelError } from '../foundation/errors.js';
import { Random } from '../foundation/random.js';
import { currentScope, input, type Shape, type Value } from '../graph/index.js';
import { draw, type Initialisation } from './initialisation.js';

/** One tensor of a network's state. */
export interface Parameter {
  /** Its name in MMRotate's state dict: `backbone.layer1.0.conv1.weight`. */
  readonly name: string;
  /** The graph input that carries it. */
  readonly value: Value;
  readonly initial: Initialisation;
  /** False for frozen layers and for running statistics: nothing updates those. */
  readonly trained: boolean;
}

/**
 * The state of a network. Layers declare their parameters here as they are built; each is a graph input named by the
 * scope it is declared in, so that scopes that follow MMRotate's modules give the names of its checkpoints.
 */
export class Parameters {
  readonly #byName = new Map<string, Parameter>();

  /**
   * Declares a float32 parameter of the current scope and returns its value; declared again, as by a head that runs
   * over several levels, it is the same value. Throws `nn/parameter-conflict` if the shape or the training differ.
   */
  declare(name: string, shape: Shape, { initial, trained = true }: Pick<Parameter, 'initial'> & { trained?: boolean }) {
    const scope = currentScope();
    const path = scope === '' ? name : `${scope}.${name}`;
    const known = this.#byName.get(path);
    if (known === undefined) {
      const value = input(path, shape);
      this.#byName.set(path, { name: path, value, initial, trained });
      return value;
    }
    if (known.value.shape.join() !== shape.join() || known.trained !== trained) {
      throw new KeelError('nn/parameter-conflict', {
        name: path,
        before: `[${known.value.shape.join(', ')}]${known.trained ? '' : ', frozen'}`,
        after: `[${shape.join(', ')}]${trained ? '' : ', frozen'}`,
      });
    }
    return known.value;
  }

  /** All parameters in the order in which they were declared. */
  get all(): readonly Parameter[] {
    return [...this.#byName.values()];
  }

  /** Those that the optimiser updates: what to take the gradient by. */
  get trained(): readonly Parameter[] {
    return this.all.filter(({ trained }) => trained);
  }

  /** The parameter of a name, or undefined. */
  find(name: string): Parameter | undefined {
    return this.#byName.get(name);
  }

  /** First values by name. A parameter's are the same for the same seed, whatever else the network has. */
  initialise(seed: number): Map<string, Float32Array> {
    return new Map(
      this.all.map(({ name, value, initial }) => [name, draw(value.shape, initial, new Random(seed, name))]),
    );
  }
}
