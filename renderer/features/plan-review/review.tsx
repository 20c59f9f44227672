import { InfoLink } from '../../components/info-link.tsx';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import type { Plan, ReplicationOptions } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { CommandLine } from '../../../shared/text/command-line.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { Picks } from '../../models/picks.ts';
import { BlockedImages } from './blocked-images.tsx';
import { ChangeList } from './change-list.tsx';
import { CopyOptions } from './copy-options.tsx';
import type { TagConflict } from './list-conflicts.ts';
import { NewRepository } from './new-repository.tsx';
import type { Overwrites } from './overwrites.ts';
import { PlanFacts } from './plan-facts.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanNotices } from './plan-notices.tsx';
import { ReviewDetails } from './review-details.tsx';
import { ReviewHeader } from './review-header.tsx';
import type { RowFilter } from './review-rows.ts';
import type { ReviewFailure } from './review-failure.ts';
import type { ReviewStatus } from './review-status.ts';
import { ReviewTable } from './review-table.tsx';
import styles from './review.module.css';
import { SessionWarning } from './session-warning.tsx';
import { RouteSummary } from './route-summary.tsx';
import { Section } from '../../components/section.tsx';

interface Props {
  readonly picks: Picks;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
  readonly options: ReplicationOptions;
  readonly onOptions: (options: ReplicationOptions) => void;
  readonly settings: SettingChoices;
  readonly onSettings: (settings: SettingChoices) => void;
  /** Undefined while it is being created. */
  readonly plan: Plan | undefined;
  /** The latest plan for the same two repositories. */
  readonly latest: Plan | undefined;
  readonly status: ReviewStatus;
  /** The command line that does the same as the plan; undefined while the plan is being created. */
  readonly command: CommandLine | undefined;
  /** The tag conflicts of the latest plan. */
  readonly conflicts: readonly TagConflict[];
  readonly overwrites: Overwrites;
  readonly onOverwrites: (overwrites: Overwrites) => void;
  readonly failure: ReviewFailure | undefined;
  /** The actions for an error of a side. */
  readonly actions: (side: Side | undefined) => ErrorActions;
  /** Restores the archived images of the source; undefined while the request is pending. */
  readonly onRestore: (() => void) | undefined;
  /** The result of the permission checks. */
  readonly permissions: ReactNode;
  /** Other ways to get the same result. */
  readonly alternatives: ReactNode;
  /** Starts the sign-in of a profile; undefined for a profile without sign-in. */
  readonly signIn: (profile: string) => (() => void) | undefined;
}

function showElement(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}

/**
 * The review of a plan from the question to the details: whether it can start, what it changes at the destination, how
 * much and how long, the images with their tags, the options, and the checks.
 */
export function Review({
  picks,
  onPicks,
  options,
  onOptions,
  settings,
  onSettings,
  plan,
  latest,
  status,
  command,
  conflicts,
  overwrites,
  onOverwrites,
  failure,
  actions,
  onRestore,
  permissions,
  alternatives,
  signIn,
}: Props) {
  const [filter, setFilter] = useState<RowFilter>('all');
  const table = useRef<HTMLDivElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const showRows = (shown: RowFilter): void => {
    setFilter(shown);
    showElement(table.current);
  };
  const link =
    status.kind === 'conflicts'
      ? { text: 'Show conflicts', onFollow: () => showRows('conflicts') }
      : status.kind === 'refused' && !failure && plan && findRefusals(plan).length === 0
        ? { text: 'Show permission checks', onFollow: () => showElement(details.current) }
        : undefined;
  const outdated = plan ? '' : styles.outdated;
  const isPlanShown = failure?.hasPlan !== false;
  return (
    <SpaceBetween size="xs">
      <Container>
        <SpaceBetween size="s">
          <ReviewHeader status={status} actions={<PlanActions plan={plan} command={command} />} link={link} />
          {latest && isPlanShown && <RouteSummary plan={latest} />}
          {latest && isPlanShown && (
            <div className={outdated} aria-busy={!plan}>
              <ChangeList plan={latest} />
            </div>
          )}
          {isPlanShown && <PlanFacts plan={plan} />}
        </SpaceBetween>
      </Container>
      {failure && <ErrorAlert error={failure.error} actions={actions(failure.error.side)} />}
      {latest && isPlanShown && <PlanNotices plan={latest} actions={actions} outdated={!plan} />}
      {latest && isPlanShown && (
        <div className={outdated}>
          <BlockedImages
            plan={latest}
            actions={actions}
            onRestore={plan && onRestore}
            onShow={() => showRows('blocked')}
          />
        </div>
      )}
      {plan && isPlanShown && <SessionWarning plan={plan} signIn={signIn} />}
      <div ref={table} tabIndex={-1} className={styles.target}>
        <ReviewTable
          picks={picks}
          plan={plan}
          latest={latest}
          conflicts={conflicts}
          overwrites={overwrites}
          onOverwrites={onOverwrites}
          filter={filter}
          onFilter={setFilter}
          onPicks={onPicks}
        />
      </div>
      {latest && isPlanShown && (
        <Section title="Options" info={<InfoLink topic="review" section="options" about="options" />}>
          <CopyOptions options={options} onOptions={onOptions} plan={latest} />
        </Section>
      )}
      {latest?.destination.repository.kind === 'create' && isPlanShown && (
        <NewRepository
          settings={latest.destination.repository.settings}
          region={latest.destination.region}
          choices={settings}
          onChoices={onSettings}
          outdated={!plan}
        />
      )}
      {latest && isPlanShown && (
        <div ref={details} tabIndex={-1} className={styles.target}>
          <ReviewDetails
            plan={latest}
            command={command}
            permissions={permissions}
            alternatives={alternatives}
          />
        </div>
      )}
    </SpaceBetween>
  );
}
