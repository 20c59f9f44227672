import type { StackExport } from './aws-stack.ts';

/** The size and cost of an export, known before it is written. */
export type StackSummary = Omit<StackExport, 'files'>;

/** The commands of the AWS CLI, for a POSIX shell in the folder of the export, with the variable ARTIFACTS. */
export interface StackCommands {
  readonly deploy: string;
  readonly run: string;
  readonly remove: string;
}

/** A written export. */
export interface ExportedStack {
  /** The absolute path of its folder. */
  readonly folder: string;
  /** Whether the archive of the function is in the folder; this installation lacks it otherwise. */
  readonly hasFunction: boolean;
  readonly commands: StackCommands;
}
