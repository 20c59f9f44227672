import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import Button from '@cloudscape-design/components/button';
import { useCallback, useMemo, useState } from 'react';
import type { Plan, ReplicationOptions, ReplicationRequest } from '../../../../shared/models/plan.ts';
import { findRefusals, isBlocked } from '../../../../shared/models/plan.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import { useConfirmation } from '../../../components/account-notes.ts';
import { useRecoveryActions } from '../../../components/recovery-actions.ts';
import { usePlan, useRestoreArchived } from '../../../features/plan-review/api.ts';
import type { TagConflict } from '../../../features/plan-review/list-conflicts.ts';
import { listConflicts } from '../../../features/plan-review/list-conflicts.ts';
import type { Overwrites } from '../../../features/plan-review/overwrites.ts';
import { listUnconfirmed, listUnresolved, noOverwrites } from '../../../features/plan-review/overwrites.ts';
import { formatPlanCommand } from '../../../features/plan-review/plan-command.ts';
import { findReviewFailure } from '../../../features/plan-review/review-failure.ts';
import { getReviewStatus } from '../../../features/plan-review/review-status.ts';
import { Review } from '../../../features/plan-review/review.tsx';
import { useMissingPermissions } from '../../../features/preflight/api.ts';
import { PreflightPanel } from '../../../features/preflight/preflight-panel.tsx';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useStartTransfer } from '../../../features/transfers/api.ts';
import type { Picks } from '../../../models/picks.ts';
import type { OpenedSetup } from '../ecr-replication/setup-page.tsx';
import { SetupPage } from '../ecr-replication/setup-page.tsx';
import { Alternatives } from './alternatives.tsx';
import { ReplicateButton } from './replicate-button.tsx';
import { ActionBar } from '../../layout/action-bar.tsx';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import type { Field } from '../../draft/fields.ts';
import { focusField } from '../../draft/fields.ts';
import styles from '../../page/page.module.css';

interface Props {
  readonly request: ReplicationRequest;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  /** Whether the profile uses a sign-in. */
  readonly signsIn: (profile: string) => boolean;
  /** The overwrites that were confirmed last, which a visit of the previous page does not withdraw. */
  readonly confirmed: ConfirmedOverwrites;
  readonly onConfirmed: (confirmed: ConfirmedOverwrites) => void;
  readonly onStarted: () => void;
}

/** Overwrites, and the repository whose tags they overwrite. */
export interface ConfirmedOverwrites {
  readonly place: string | undefined;
  readonly overwrites: Overwrites;
}

const placeOf = ({ destination: { registryId, region, repository } }: Plan): string =>
  `${registryId} ${region} ${repository.name}`;

const noConflicts: readonly TagConflict[] = [];

const focusFirstTagField = (): void =>
  document.querySelector<HTMLInputElement>('[aria-label^="Add tag to"]')?.focus();

const focusKeyField = (): void =>
  document.querySelector<HTMLInputElement>('[aria-label="KMS key ARN"]')?.focus();

function describeNextStep(
  plan: Plan | undefined,
  failure: string | undefined,
  missing: number,
  unconfirmed: number,
): string {
  if (failure !== undefined) return `${failure.charAt(0).toUpperCase()}${failure.slice(1)}.`;
  if (!plan) return 'Planning…';
  if (plan.blockers.length > 0) return `Resolve ${formatCount(plan.blockers.length, 'blocker')} to continue.`;
  if (unconfirmed > 0) return `Resolve ${formatCount(unconfirmed, 'conflict')} to continue.`;
  const blocked = plan.images.filter(isBlocked).length;
  if (blocked > 0) return `${blocked} of ${formatCount(plan.images.length, 'image')} cannot be copied.`;
  if (missing > 0) return `${formatCount(missing, 'permission check')} failed.`;
  if (plan.bytes.toTransfer === 0) return 'Nothing to transfer.';
  return `${formatBytes(plan.bytes.toTransfer)} to transfer.`;
}

/** The plan of a replication, and the button that starts it. */
export function ReviewPage({ request, draft, dispatch, signsIn, confirmed, onConfirmed, onStarted }: Props) {
  const [confirmingId, setConfirmingId] = useState<string>();
  const { plan, latest, error, planAgain } = usePlan(request, { isPaused: confirmingId !== undefined });
  const start = useStartTransfer();
  const restore = useRestoreArchived();
  const missing = useMissingPermissions(plan);
  const recoveryActions = useRecoveryActions();
  // A plan that replaces the one to confirm has not been reviewed.
  if (confirmingId !== undefined && plan && plan.id !== confirmingId) setConfirmingId(undefined);
  const setConfirming = (isConfirming: boolean): void => setConfirmingId(isConfirming ? plan?.id : undefined);
  const place = latest && placeOf(latest);
  const overwrites = confirmed.place === place ? confirmed.overwrites : noOverwrites;
  const conflicts = useMemo(
    () => (latest ? listConflicts(latest, draft.picks) : noConflicts),
    [latest, draft.picks],
  );
  const isProtected = useConfirmation(plan?.destination.registryId) !== undefined;
  const isDemo = useProfiles().data?.demo === true;
  const command = useMemo(
    () => plan && formatPlanCommand(plan, { isProtected, isDemo }),
    [plan, isProtected, isDemo],
  );
  const unconfirmed = listUnconfirmed(conflicts, overwrites).length;
  const [setup, setSetup] = useState<OpenedSetup>();
  const changePicks = useCallback(
    (change: (picks: Picks) => Picks) => dispatch({ kind: 'picks-changed', change }),
    [dispatch],
  );
  const changeOptions = (options: ReplicationOptions): void => dispatch({ kind: 'options-changed', options });
  const back = (field?: Field, side: Side = 'source'): void => {
    dispatch({ kind: 'step-changed', step: 'choose' });
    if (field) setTimeout(() => focusField(side, field));
  };
  const again = (): void => {
    start.reset();
    restore.reset();
    planAgain();
  };
  // An error of a plan is not one of the plan that replaces it.
  const failure = findReviewFailure({
    planning: error,
    start: plan && start.variables?.planId === plan.id ? start.error : null,
    restore: plan && restore.variables === plan.id ? restore.error : null,
  });

  if (setup) {
    return <SetupPage {...setup} onBack={() => setSetup(undefined)} onStarted={onStarted} />;
  }
  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <PageTitle info={<InfoLink topic="review" about="the review" />}>Review</PageTitle>
        <Review
          picks={draft.picks}
          onPicks={changePicks}
          options={draft.options}
          onOptions={changeOptions}
          settings={draft.settings}
          onSettings={(settings) => dispatch({ kind: 'settings-changed', settings })}
          plan={plan}
          latest={latest}
          status={getReviewStatus({
            plan,
            failure: failure?.what,
            unresolved: listUnresolved(conflicts, overwrites),
            missing,
          })}
          command={command}
          conflicts={conflicts}
          overwrites={overwrites}
          onOverwrites={(next) => onConfirmed({ place, overwrites: next })}
          failure={failure}
          onRestore={
            plan && !restore.isPending ? () => restore.mutate(plan.id, { onSuccess: planAgain }) : undefined
          }
          permissions={<PreflightPanel plan={plan} />}
          alternatives={
            <Alternatives
              planned={plan && { planId: plan.id }}
              canRun={plan !== undefined && findRefusals(plan).length === 0 && unconfirmed === 0}
              onSetup={setSetup}
            />
          }
          signIn={(profile) =>
            recoveryActions && signsIn(profile) ? () => recoveryActions.signIn(profile) : undefined
          }
          actions={(side) => ({
            retry: again,
            'plan-again': again,
            'change-tags': focusFirstTagField,
            'leave-out-missing': () => changeOptions({ ...draft.options, missingManifests: 'leave-out' }),
            'keep-signatures': () => changeOptions({ ...draft.options, existingSignatures: 'keep' }),
            'change-encryption': focusKeyField,
            'choose-profile': () => back('profile', side),
            'choose-region': () => back('region', side),
            'confirm-account': () => setConfirming(true),
          })}
        />
      </div>
      <ActionBar
        what=""
        next={describeNextStep(plan, failure?.what, missing, unconfirmed)}
        start={
          <Button iconName="arrow-left" onClick={() => back()}>
            Back
          </Button>
        }
      >
        <ReplicateButton
          destination={plan?.destination}
          disabled={unconfirmed > 0 || !plan || findRefusals(plan).length > 0}
          isDoubtful={missing > 0}
          isStarting={start.isPending}
          isConfirming={plan !== undefined && plan.id === confirmingId}
          onConfirming={setConfirming}
          onStart={(confirmation) =>
            plan &&
            start.mutate(
              { planId: plan.id, ...(confirmation !== undefined && { confirmation }) },
              { onSuccess: onStarted },
            )
          }
          what={formatCount(plan?.images.filter((image) => !isBlocked(image)).length ?? 0, 'image')}
          into={
            <>
              repository <b>{plan?.destination.repository.name}</b>
            </>
          }
        />
      </ActionBar>
    </div>
  );
}
