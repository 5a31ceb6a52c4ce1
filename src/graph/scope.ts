let current = '';

/**
 * Names everything built inside `build` under `name`; scopes nest with dots: `fam.bbox_coder.encode`.
 * Building is synchronous, so one current scope is enough.
 */
export function scope<Result>(name: string, build: () => Result): Result {
  return atScope(current === '' ? name : `${current}.${name}`, build);
}

/** Builds at a full scope path, wherever the caller stands: gradients are named after what they belong to. */
export function atScope<Result>(path: string, build: () => Result): Result {
  const outer = current;
  current = path;
  try {
    return build();
  } finally {
    current = outer;
  }
}

/** The scope that new nodes get; empty at the top. */
export function currentScope(): string {
  return current;
}
