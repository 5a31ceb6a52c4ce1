import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds `dist/` once, because whole-program tests run the command that users run. */
export default function buildOnce(): void {
  if (process.env.KEEL_TEST_SKIP_BUILD) return;
  const script = fileURLToPath(new URL('../scripts/build.js', import.meta.url));
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
