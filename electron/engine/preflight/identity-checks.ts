import type { Side } from '../../../shared/result.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Check, PreflightInput } from './check.ts';
import { appliesAlways } from './check.ts';

async function checkAccount({ prepared, identities }: PreflightInput, side: Side): Promise<'passed'> {
  const { profile, accountId: planned } = prepared.plan[side];
  const { accountId } = await identities[side];
  if (accountId === planned) return 'passed';
  throw new EngineError({
    code: 'wrong-account',
    message: `Profile ${profile} now uses account ${accountId}, but the plan was created for account ${planned}. Check the plan again, or choose another profile.`,
    side,
    retryable: false,
    action: 'plan-again',
  });
}

/** Checks that a side's profile gives credentials, and that they belong to the account of the plan. */
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
    attempt: (subject) => checkAccount(subject, side),
  },
];
