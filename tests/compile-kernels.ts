import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Compiles the WebAssembly kernels beside their sources if need be, where tests that run from the sources load them. */
export default function compileKernels(): void {
  const script = fileURLToPath(new URL('../scripts/compile-kernels.js', import.meta.url));
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
