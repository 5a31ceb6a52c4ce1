import { z } from 'zod';
import { findConfiguration, readConfiguration } from '../foundation/configuration.js';
import { fixActions } from '../foundation/finding.js';
import { ruleSettingsShape } from './settings.js';

const trainSizeShape = z.strictObject({ width: z.number().positive(), height: z.number().positive() });

/** The `audit` part of a configuration file. */
export const auditConfigurationShape = z.strictObject({
  rules: ruleSettingsShape.default({}),
  /** Repair policy by rule. */
  policy: z.record(z.string(), z.enum(fixActions)).default({}),
  trainSize: trainSizeShape.optional(),
  decode: z.boolean().optional(),
  classes: z.array(z.string()).optional(),
});

export type AuditConfiguration = z.infer<typeof auditConfigurationShape>;

const fileShape = z.strictObject({ audit: auditConfigurationShape.prefault({}) });

/**
 * The audit's configuration from the given file, or from `keel.config.*` in a folder; defaults where there is none.
 * Throws `configuration/*` errors.
 */
export function loadAuditConfiguration(file: string | undefined, folder: string): AuditConfiguration {
  const found = file ?? findConfiguration(folder);
  return found === undefined ? auditConfigurationShape.parse({}) : readConfiguration(found, fileShape).audit;
}
