import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { packageRoot } from '../../foundation/package-root.js';
import { rules as wording } from '../../foundation/wording/rules.js';
import type { Rule } from '../types.js';
import { rules } from './index.js';

const english: Readonly<Record<string, string>> = wording.en;

const head = `# The rules of \`keel audit\`

<!-- Written from the registry by src/audit/rules/docs.test.ts; \`npx vitest run src/audit/rules/docs.test.ts -u\` renews it. -->

\`V0\` to \`V22\` check annotations, \`D1\` to \`D12\` look at the dataset as a whole. An **error** can ruin a training run, a
**warning** costs accuracy, an **info** is good to know. [The catalogue](catalogue.md) explains the causes that the rules
stand on.

Every rule can be switched off, graded otherwise or tuned, by code or by name:

\`\`\`
keel audit DATA --rule V17=off --rule thin-box=error --rule V4.warningBelow=3
\`\`\`

or in \`keel.config.*\`:

\`\`\`yaml
audit:
  rules:
    crowded-image: off
    thin-box: { severity: error, warningBelow: 3 }
  policy:
    V4: drop
\`\`\`

"At training scale" means: in pixels after the resize that precedes training (\`--train-size\`). What \`--fix\` does about a
finding is its proposed repair unless a policy says otherwise; findings without one are left to a person.
`;

/** The page that docs/rules.md must be. */
function page(): string {
  const overview = rules.map(
    ({ code, name, severity, policy }) =>
      `| [${code}](#${anchor(code, name)}) | ${english[`${code}.title`]} | ${severity} | ${repair(policy)} |`,
  );
  const table = ['| code | rule | at most | repair |', '|---|---|---|---|', ...overview].join('\n');
  return `${[head, table, '', ...rules.map(chapter)].join('\n')}\n`;
}

function chapter(rule: Rule): string {
  const { code, name, reasons, catalogue, policy, options } = rule;
  const shape = Object.entries((options as z.ZodObject<Record<string, z.ZodType>>).shape);
  const standards = options.parse({}) as Record<string, unknown>;
  return [
    `## ${code} ${name}`,
    '',
    `**${english[`${code}.title`]}.** ${english[`${code}.why`]}`,
    '',
    '| reason | severity | wording |',
    '|---|---|---|',
    ...Object.entries(reasons).map(
      ([reason, severity]) => `| \`${reason}\` | ${severity} | ${cell(english[`${code}.${reason}`])} |`,
    ),
    '',
    ...(shape.length === 0
      ? []
      : [
          '| option | standard | meaning |',
          '|---|---|---|',
          ...shape.map(
            ([option, schema]) =>
              `| \`${option}\` | ${standards[option] ?? 'none'} | ${cell(schema.description ?? '')} |`,
          ),
          '',
        ]),
    `Repair: ${repair(policy)}.${catalogue.length === 0 ? '' : ` Catalogue: ${catalogue.join(', ')}.`}`,
    '',
  ].join('\n');
}

function repair(policy: Rule['policy']): string {
  return english[`fix.${policy}`];
}

/** A message as it stands in a table: placeholders by name, plurals in their plural form. */
function cell(message: string): string {
  const plural = /\{(\w+), plural, one \{(?:[^{}]|\{[^{}]*\})*\} other \{((?:[^{}]|\{[^{}]*\})*)\}\}/g;
  return message
    .replaceAll(plural, (_match, name: string, other: string) => other.replaceAll('#', `{${name}}`))
    .replaceAll(/\{(\w+), (?:select|number),?(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '{$1}')
    .replaceAll(/\{(\w+)\}/g, '*$1*')
    .replaceAll('|', '\\|');
}

/** GitHub's anchor of a heading. */
function anchor(code: string, name: string): string {
  return `${code} ${name}`.toLowerCase().replaceAll(' ', '-');
}

it('docs/rules.md says what the registry holds', async () => {
  await expect(page()).toMatchFileSnapshot(join(packageRoot, 'docs/rules.md'));
});
