import type { ReactNode } from 'react';
import { useState } from 'react';
import type { RegistryReference } from '../../../../shared/models/reference.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ProtectedDialog } from '../../../features/settings/accounts/protected-dialog.tsx';

/** The typed texts for the accounts that must be confirmed. */
export interface Confirmations {
  readonly confirmation?: string;
  readonly sourceConfirmation?: string;
}

type Typed = Readonly<Partial<Record<Side, string>>>;

interface Pending {
  readonly run: (confirmations: Confirmations) => void;
  readonly typed: Typed;
}

interface Options {
  readonly source: RegistryReference | undefined;
  readonly destination: RegistryReference | undefined;
  /** What is changed in the account of a side. */
  readonly describe: (side: Side) => string;
  readonly confirmLabel: string;
}

const inOrder = ['destination', 'source'] as const;

/**
 * Confirms the accounts of both sides before a change: the destination first, then the source when it is another account.
 * Returns a function that runs the change once every account that needs it is confirmed, and the open dialog.
 */
export function useConfirmAccounts({ source, destination, describe, confirmLabel }: Options) {
  const [pending, setPending] = useState<Pending>();
  const ofDestination = useConfirmation(destination?.accountId);
  const ofSource = useConfirmation(source?.accountId);
  const expected: Typed = {
    ...(ofDestination !== undefined && { destination: ofDestination }),
    ...(ofSource !== undefined && source?.accountId !== destination?.accountId && { source: ofSource }),
  };
  const nextSide = (typed: Typed): Side | undefined =>
    inOrder.find((side) => expected[side] !== undefined && typed[side] === undefined);

  const proceed = (run: Pending['run'], typed: Typed): void => {
    if (nextSide(typed)) return setPending({ run, typed });
    setPending(undefined);
    run({
      ...(typed.destination !== undefined && { confirmation: typed.destination }),
      ...(typed.source !== undefined && { sourceConfirmation: typed.source }),
    });
  };

  const side = pending && nextSide(pending.typed);
  const registry = side === 'source' ? source : destination;
  const text = side && expected[side];
  const dialog: ReactNode = pending && side && registry && text !== undefined && (
    <ProtectedDialog
      key={side}
      side={side}
      expected={text}
      confirmLabel={confirmLabel}
      onClose={() => setPending(undefined)}
      onConfirm={(typed) => proceed(pending.run, { ...pending.typed, [side]: typed })}
    >
      {describe(side)} in{' '}
      <b>
        <AccountName accountId={registry.accountId} /> {registry.region}
      </b>
      .
    </ProtectedDialog>
  );
  return { confirm: (run: Pending['run']): void => proceed(run, {}), dialog };
}

/** Confirms the accounts of both sides before a backfill is started. */
export const useConfirmBackfill = (registries: Pick<Options, 'source' | 'destination'>) =>
  useConfirmAccounts({
    ...registries,
    describe: (side) => (side === 'source' ? 'Start a backfill' : 'Copy the existing images'),
    confirmLabel: 'Start backfill',
  });
