import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadAuditConfiguration } from '../src/audit/configuration.js';
import { activeRules } from '../src/audit/settings.js';

it('the example configuration is valid and does what its comments say', () => {
  const file = fileURLToPath(new URL('../examples/keel.config.yaml', import.meta.url));
  const { rules, policy, trainSize } = loadAuditConfiguration(file, '.');
  const active = activeRules(rules);
  expect(active.map(({ code }) => code)).not.toContain('V17');
  expect(active.find(({ code }) => code === 'V4')).toMatchObject({ severity: 'error', options: { warningBelow: 3 } });
  expect([policy, trainSize]).toEqual([{ V4: 'drop' }, { width: 1024, height: 1024 }]);
});
