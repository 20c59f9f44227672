import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { CommandLine } from '../../../shared/text/command-line.ts';
import { formatCommandLine } from '../../../shared/text/command-line.ts';

interface Circumstances {
  /** Whether the window asks for a confirmation before it writes to the destination's account. */
  readonly isProtected: boolean;
  readonly isDemo: boolean;
}

/** The command line that does the same as a plan, with what differs from a start in the window. */
export function formatPlanCommand(plan: Plan, { isProtected, isDemo }: Circumstances): CommandLine {
  const { text, notes } = formatCommandLine(plan.request);
  const isMoving = plan.images.some(({ tags }) => tags.some(({ kind }) => kind === 'move'));
  return {
    text,
    notes: [
      ...notes,
      ...(isMoving ? ['The command overwrites tags of the destination without asking.'] : []),
      ...(plan.images.some(isBlocked)
        ? ['The command fails for images that cannot be copied, and copies the others.']
        : []),
      ...(isProtected
        ? [
            `Account ${plan.destination.registryId} is protected: the command asks for it, or takes --confirm-account.`,
          ]
        : []),
      ...(isDemo ? ['The profiles and registries of the demo exist in this window only.'] : []),
    ],
  };
}
