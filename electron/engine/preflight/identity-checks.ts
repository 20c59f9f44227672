import type { Side } from '../../../shared/result.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Check, PreflightInput } from './check.ts';
import { appliesAlways } from './check.ts';

async function sameAccount({ prepared, identities }: PreflightInput, side: Side): Promise<'passed'> {
  const { profile, accountId: planned } = prepared.plan[side];
  const { accountId } = await identities[side];
  if (accountId === planned) return 'passed';
  throw new EngineError({
    code: 'wrong-account',
    message: `Profile ${profile} acts in account ${accountId} now; the plan was made for account ${planned}. Look at the plan again, or choose the profile that was meant.`,
    side,
    retryable: false,
    action: 'plan-again',
  });
}

/** That a side's profile gives credentials, and those of the account that the plan shows. */
export const identityChecks = (side: Side): readonly Check[] => [
  {
    side,
    step: 'credentials',
    after: [],
    applies: appliesAlways,
    attempt: async ({ identities }) => {
      await identities[side];
      return 'passed';
    },
  },
  {
    side,
    step: 'account',
    after: ['credentials'],
    applies: appliesAlways,
    attempt: (subject) => sameAccount(subject, side),
  },
];
