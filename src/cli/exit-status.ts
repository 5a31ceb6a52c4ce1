/** What a command tells the shell. */
export const exitStatus = {
  /** All is well. */
  fine: 0,
  /** Findings of severity error. */
  findings: 1,
  /** Wrong use, or input that cannot be read. */
  unusable: 2,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
