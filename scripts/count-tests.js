// Prints "N passed, N failed, N skipped" from vitest's JSON report; fails when nothing ran.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(numPassedTests > 0 && numFailedTests === 0 ? 0 : 1);
