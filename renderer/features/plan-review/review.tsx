import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Plan, ReplicationOptions } from '../../../shared/models/plan.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import type { Picks } from '../../models/picks.ts';
import { BlockedImages } from './blocked-images.tsx';
import { CopyOptions } from './copy-options.tsx';
import { NewRepository } from './new-repository.tsx';
import { PlanFacts } from './plan-facts.tsx';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { ReviewTable } from './review-table.tsx';
import styles from './review.module.css';
import { SessionWarning } from './session-warning.tsx';
import { TagConflicts } from './tag-conflicts.tsx';
import { RouteSummary } from './route-summary.tsx';

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
  /** Why planning or the start failed. */
  readonly error: ErrorData | undefined;
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

/** The review of a plan: blockers, warnings, totals, options, images and tags. */
export function Review({
  picks,
  onPicks,
  options,
  onOptions,
  settings,
  onSettings,
  plan,
  latest,
  error,
  actions,
  onRestore,
  permissions,
  alternatives,
  signIn,
}: Props) {
  return (
    <SpaceBetween size="xs">
      {error && <ErrorAlert error={error} actions={actions(error.side)} />}
      {latest && !error && latest.blockers.length + latest.warnings.length > 0 && (
        <div className={`${styles.notices} ${plan ? '' : styles.outdated}`} aria-busy={!plan}>
          {latest.blockers.map((blocker) => (
            <ErrorAlert
              key={`${blocker.code} ${blocker.message}`}
              error={blocker}
              actions={actions(blocker.side)}
            />
          ))}
          {latest.warnings.length > 0 && (
            <Alert type="warning">
              {latest.warnings.map((warning) => (
                <div key={JSON.stringify(warning)}>{describeWarning(warning)}</div>
              ))}
            </Alert>
          )}
        </div>
      )}
      {latest && !error && (
        <div className={plan ? '' : styles.outdated}>
          <BlockedImages plan={latest} actions={actions} onRestore={plan && onRestore} />
        </div>
      )}
      {plan && !error && <SessionWarning plan={plan} signIn={signIn} />}
      {latest && !error && <TagConflicts plan={latest} disabled={!plan} onPicks={onPicks} />}
      {!error && (
        <Container>
          {latest ? (
            <SpaceBetween size="s">
              <RouteSummary plan={latest} />
              <PlanFacts plan={plan} />
              <CopyOptions options={options} onOptions={onOptions} plan={latest} />
              {permissions}
              {alternatives}
            </SpaceBetween>
          ) : (
            <StatusIndicator type="loading">Planning… Nothing is changed until you confirm.</StatusIndicator>
          )}
        </Container>
      )}
      <ReviewTable picks={picks} plan={plan} onPicks={onPicks} />
      {latest?.destination.repository.kind === 'create' && !error && (
        <NewRepository
          settings={latest.destination.repository.settings}
          region={latest.destination.region}
          choices={settings}
          onChoices={onSettings}
          outdated={!plan}
        />
      )}
    </SpaceBetween>
  );
}
