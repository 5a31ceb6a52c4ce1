import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const torch = 'torch==2.15.0';
const mmcv = 'mmcv==2.2.0';

/**
 * Starts the peer on the scene in a folder, or returns undefined with a word why it cannot be built here. PyTorch comes
 * from PyPI into bench/.cache/graph/venv, which the bench of ResNet uses as well. PyPI has no wheel of mmcv, and building
 * all of it takes half an hour; so three operations are built from its source distribution.
 */
export async function startMmcv(cache, folder, threads) {
  try {
    const python = prepareTools(cache);
    const sources = prepareSources(cache, python);
    const path = `${dirname(python)}:${process.env.PATH}`;
    const args = [join(here, 'mmcv_peer.py'), folder, sources, join(cache, 'mmcv-build'), `${threads}`];
    return await talkTo(
      spawn(python, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, PATH: path } }),
    );
  } catch (error) {
    console.log(`without mmcv: ${error.message.split('\n')[0]}`);
    return undefined;
  }
}

/** A Python with PyTorch, and with what builds extensions, which mmcv's setup wants older than PyTorch brings. */
function prepareTools(cache) {
  const main = join(cache, '..', 'graph', 'venv');
  const tools = join(cache, 'mmcv-tools');
  const quietly = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  if (!existsSync(main)) execFileSync('python3', ['-m', 'venv', main]);
  execFileSync(join(main, 'bin', 'python'), [...quietly, torch, 'numpy'], { stdio: 'inherit' });
  const python = join(tools, 'bin', 'python');
  if (!existsSync(tools)) execFileSync('python3', ['-m', 'venv', tools]);
  execFileSync(python, [...quietly, 'setuptools<81', 'wheel', 'ninja'], { stdio: 'inherit' });
  writeFileSync(join(packagesOf(tools), 'main.pth'), packagesOf(main));
  return python;
}

function packagesOf(venv) {
  const [version] = readdirSync(join(venv, 'lib'));
  return join(venv, 'lib', version, 'site-packages');
}

function prepareSources(cache, python) {
  const folder = join(cache, 'mmcv-sources');
  const unpacked = join(folder, mmcv.replace('==', '-'));
  if (!existsSync(unpacked)) {
    mkdirSync(folder, { recursive: true });
    const options = ['--quiet', '--no-deps', '--no-build-isolation', '--no-binary', 'mmcv'];
    execFileSync(python, ['-m', 'pip', 'download', ...options, '--dest', folder, mmcv], { stdio: 'inherit' });
    execFileSync('tar', ['xzf', `${unpacked}.tar.gz`, '-C', folder]);
  }
  return join(unpacked, 'mmcv', 'ops', 'csrc');
}

/** A process that says what it is, then answers a line with a line. */
async function talkTo(child) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the peer ended');
    return value;
  };
  return {
    name: await next(),
    async time(task) {
      child.stdin.write(`${task}\n`);
      const [clock, processor] = (await next()).split(' ').map((seconds) => 1000 * seconds);
      return { clock, processor };
    },
    stop: () => child.stdin.end(),
  };
}
